-- Ends one attempt to delete a message at its provider. There is no fence: to
-- delete a message twice does no harm.
-- KEYS  1 trash  2 failing
-- ARGV  1 entry  2 pause in ms until the next attempt, '' when it is deleted
--       3 ms of failing after which it is given up
-- Result: OK, or DROPPED when it was given up.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if ARGV[2] ~= '' then
  if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 'OK' end
  local since = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or now)
  if now - since < tonumber(ARGV[3]) then
    redis.call('HSET', KEYS[2], ARGV[1], since)
    redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
    return 'OK'
  end
end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return ARGV[2] == '' and 'OK' or 'DROPPED'
