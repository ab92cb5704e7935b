-- Takes, keeps or gives back a right that one owner has at a time.
-- KEYS: 1 the right.
-- ARGV: 1 owner  2 milliseconds, 0 to give it back.
-- Result: 1 the owner has it (had it, when given back), 0 somebody else has it.
local has = redis.call('GET', KEYS[1])
if has and has ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then
  if has then redis.call('DEL', KEYS[1]) end
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return 1
