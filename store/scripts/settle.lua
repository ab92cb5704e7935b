-- Ends one attempt of a mailbox's head under its lease.
-- KEYS  1 due  2 mailbox  3 lease  4 reply  5 parked  6 key  7 events
-- ARGV  1 member  2 epoch  3 call id  4 what: done, again, unsure or park
--       5 pause in ms  6 provider id  7 reason  8 ttl of the reply's state
--       9 ttl of parked calls  10 erasing member (e: and the contact)
-- Result: OK, or LOST when another node has the mailbox now.
if redis.call('HGET', KEYS[3], 'epoch') ~= ARGV[2] then return 'LOST' end
local head = redis.call('LINDEX', KEYS[2], 0)
if not head or string.match(head, '^[^ ]*') ~= ARGV[3] then return 'LOST' end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local what = ARGV[4]
local function state(n)
  local have = tonumber(redis.call('HGET', KEYS[4], 'state')) or 0
  if n > have then redis.call('HSET', KEYS[4], 'state', n) end
  if ARGV[6] ~= '' then redis.call('HSET', KEYS[4], 'provider', ARGV[6]) end
  if ARGV[7] ~= '' then redis.call('HSET', KEYS[4], 'reason', ARGV[7]) end
  redis.call('PEXPIRE', KEYS[4], ARGV[8])
end
if what == 'again' or what == 'unsure' then
  redis.call('ZADD', KEYS[1], now + tonumber(ARGV[5]), ARGV[1])
  redis.call('HINCRBY', KEYS[3], 'tries', 1)
  if what == 'again' then redis.call('HDEL', KEYS[3], 'trying') else state(1) end
  return 'OK'
end
redis.call('LPOP', KEYS[2])
if what == 'park' then
  redis.call('RPUSH', KEYS[5], head)
  redis.call('PEXPIRE', KEYS[5], ARGV[9])
  state(6)
else
  state(2)
end
if redis.call('LLEN', KEYS[2]) > 0 then
  redis.call('HDEL', KEYS[3], 'trying', 'tries', 'since')
  redis.call('ZADD', KEYS[1], now + tonumber(ARGV[5]), ARGV[1])
  return 'OK'
end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[3])
if redis.call('ZSCORE', KEYS[1], ARGV[10]) then
  redis.call('ZREM', KEYS[1], ARGV[10])
  redis.call('DEL', KEYS[5], KEYS[6])
end
return 'OK'
