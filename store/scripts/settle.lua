-- Ends one attempt of a mailbox's head under its lease. What the provider
-- accepted is noted even when the lease is lost, for it is there to be deleted:
-- in the trash, or on the list of what an erasure deletes.
-- KEYS  1 due  2 mailbox  3 lease  4 reply  5 parked  6 key  7 trash  8 sent
--       9 the changes that desks are told of
-- ARGV  1 member  2 epoch  3 call id  4 what: done, again, unsure or park
--       5 pause in ms  6 provider id  7 reason  8 ttl of the reply's state
--       9 ttl of parked calls  10 erasing member (e: and the contact)
--       11 entry of the trash, '' when nothing was accepted or it stays
--       12 entry of the list, '' where the trash comes first
--       13 rest in ms once delivery is final  14 when nobody reports it
--       15 ms on the list
--       16 contact
-- Result: OK; LOST when another node has the mailbox now; REFUSED and a reason
--       when the provider took it and reported meanwhile that it came to nothing.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local what = ARGV[4]
local head = redis.call('LINDEX', KEYS[2], 0)
local lost = redis.call('HGET', KEYS[3], 'epoch') ~= ARGV[2] or not head or string.match(head, '^[^ ]*') ~= ARGV[3]
if ARGV[11] ~= '' then
  local erased = redis.call('ZSCORE', KEYS[1], ARGV[10]) or redis.call('EXISTS', KEYS[6]) == 0
  if ARGV[12] == '' then
    -- Under a lost lease another node may look for it: only the late rest is safe.
    local settled = not lost or erased
    local final = redis.call('HEXISTS', KEYS[4], 'final:' .. ARGV[6]) == 1
    discard(KEYS[7], ARGV[11], now + tonumber(settled and final and ARGV[13] or ARGV[14]))
    if settled then
      redis.call('HSET', KEYS[4], 'settled', '1')
      redis.call('PEXPIRE', KEYS[4], ARGV[8])
    end
  elseif erased then
    discard(KEYS[7], ARGV[11], now) -- it was on its way while everything was erased
  else
    note(KEYS[8], ARGV[12], now, now + tonumber(ARGV[15]))
  end
end
if lost then return 'LOST' end
local function state(n)
  local have = tonumber(redis.call('HGET', KEYS[4], 'state')) or 0
  if n > have then redis.call('HSET', KEYS[4], 'state', n) end
  if ARGV[6] ~= '' then redis.call('HSET', KEYS[4], 'provider', ARGV[6]) end
  if ARGV[7] ~= '' then redis.call('HSET', KEYS[4], 'reason', ARGV[7]) end
  redis.call('PEXPIRE', KEYS[4], ARGV[8])
  tell(KEYS[9], 3, '', ARGV[16], 0)
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
  redis.call('HSET', KEYS[4], 'settled', '1') -- a late report of it may go to the trash soon
  state(6)
else
  state(2)
  redis.call('HSET', KEYS[4], 'contact', ARGV[16])
end
local result = 'OK'
if what == 'done' and redis.call('HGET', KEYS[4], 'state') == '6' then
  result = 'REFUSED ' .. (redis.call('HGET', KEYS[4], 'reason') or '')
end
if redis.call('LLEN', KEYS[2]) > 0 then
  redis.call('HDEL', KEYS[3], 'trying', 'tries', 'since')
  redis.call('ZADD', KEYS[1], now + tonumber(ARGV[5]), ARGV[1])
  return result
end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[3])
if redis.call('ZSCORE', KEYS[1], ARGV[10]) then
  redis.call('ZREM', KEYS[1], ARGV[10])
  redis.call('DEL', KEYS[5], KEYS[6])
end
return result
