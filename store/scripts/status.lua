-- Notes a delivery state; a higher one is never replaced by a lower one, nor
-- what arrived by a refusal, and it may come before the call was acknowledged. A message whose delivery is final
-- goes to the trash, once: soon when its mailbox has let go of the call, late
-- otherwise, for it may still have to be found at the provider.
-- KEYS  1 reply  2 trash  3 the changes that desks are told of
-- ARGV  1 state  2 provider id  3 reason  4 ttl in ms
--       5 entry of the trash, '' while the delivery is not final
--       6 rest in ms of a settled call  7 of one that is not
-- Result: the contact whose reply it is, where it stands refused and the call
--       was acknowledged; else ''.
local have = tonumber(redis.call('HGET', KEYS[1], 'state')) or 0
local final = 'final:' .. ARGV[2]
if ARGV[5] ~= '' and redis.call('HEXISTS', KEYS[1], final) == 0 then
  local t = redis.call('TIME')
  local settled = redis.call('HEXISTS', KEYS[1], 'settled') == 1
  discard(KEYS[2], ARGV[5], t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(settled and ARGV[6] or ARGV[7]))
  redis.call('HSET', KEYS[1], final, '1')
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
local state = tonumber(ARGV[1])
local arrived = have >= 4 and have < 6
if state <= have and state ~= 6 or state == 6 and arrived then return '' end
redis.call('HSET', KEYS[1], 'state', ARGV[1])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'provider', ARGV[2]) end
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'reason', ARGV[3]) end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
local contact = redis.call('HGET', KEYS[1], 'contact')
if contact then tell(KEYS[3], 3, '', contact, 0) end -- else the call is not acknowledged yet, which tells
return state == 6 and contact or ''
