-- Stores a flow's source and gives its revision a short number.
-- KEYS  1 numbers  2 the flow's source
-- ARGV  1 hash of the source  2 source, '' to ask first whether it is there  3 ttl in ms
-- Result: the number, the same whenever the same source is published; 0 when it is to be sent.
-- What is there and lives on for long enough is not written: a folder of many flows, of which one changed, costs one write.
local n = redis.call('HGET', KEYS[1], ARGV[1])
if n and redis.call('EXISTS', KEYS[2]) == 1 then
  if redis.call('PTTL', KEYS[2]) < ARGV[3] / 2 then
    redis.call('PEXPIRE', KEYS[2], ARGV[3])
  end
  return tonumber(n)
end
if ARGV[2] == '' then return 0 end
if not n then
  n = redis.call('HINCRBY', KEYS[1], '#', 1)
  redis.call('HSET', KEYS[1], ARGV[1], n)
end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return tonumber(n)
