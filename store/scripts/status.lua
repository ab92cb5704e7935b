-- Notes a delivery state; a higher one is never replaced by a lower one, and it
-- may come before the call was acknowledged.
-- KEYS  1 reply
-- ARGV  1 state  2 provider id  3 reason  4 ttl in ms
-- Result: 1 when it was news, else 0.
local have = tonumber(redis.call('HGET', KEYS[1], 'state')) or 0
if tonumber(ARGV[1]) <= have then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[1])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'provider', ARGV[2]) end
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'reason', ARGV[3]) end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
