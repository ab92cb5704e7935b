-- Stores a flow's source and gives its revision a short number.
-- KEYS  1 numbers  2 the flow's source
-- ARGV  1 hash of the source  2 source  3 ttl in ms
-- Result: the number, the same whenever the same source is published.
local n = redis.call('HGET', KEYS[1], ARGV[1])
if not n then
  n = redis.call('HINCRBY', KEYS[1], '#', 1)
  redis.call('HSET', KEYS[1], ARGV[1], n)
end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return tonumber(n)
