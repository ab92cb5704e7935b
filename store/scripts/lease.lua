-- Takes a due mailbox, timer or erasure under a lease, by Redis's own clock.
-- KEYS  1 due  2 mailbox  3 lease  4 epoch
-- ARGV  1 member (m:, t: or e: and the contact)  2 length in ms  3 owner
-- Result: nil when it is not due any more; else {epoch, head, tries, uncertain
--       (1 or 0), since in ms}; head is '' for a timer or an erasure.
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if not score or tonumber(score) > now then return nil end
local head = ''
if string.sub(ARGV[1], 1, 2) == 'm:' then
  head = redis.call('LINDEX', KEYS[2], 0)
  if not head then
    redis.call('ZREM', KEYS[1], ARGV[1])
    redis.call('DEL', KEYS[3])
    return nil
  end
end
local epoch = redis.call('INCR', KEYS[4])
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
local id = string.match(head, '^[^ ]*')
local uncertain, since = 0, now
if head ~= '' and redis.call('HGET', KEYS[3], 'trying') == id then
  uncertain = 1
  since = tonumber(redis.call('HGET', KEYS[3], 'since')) or now
end
local tries = tonumber(redis.call('HGET', KEYS[3], 'tries')) or 0
redis.call('HSET', KEYS[3], 'epoch', epoch, 'owner', ARGV[3], 'trying', id, 'since', since)
redis.call('PEXPIRE', KEYS[3], 8 * 86400000)
return {epoch, head, tries, uncertain, since}
