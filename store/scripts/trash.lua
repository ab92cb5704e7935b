-- Takes the next message that is due to be deleted at its provider, out of
-- everybody else's reach for a while, by Redis's own clock.
-- KEYS  1 trash  2 failing
-- ARGV  1 length in ms
-- Result: nil when none is due; else {entry, ms since the first attempt that
--       failed, 0 when none did}.
for i, kind in ipairs({'zset', 'hash'}) do
  local have = redis.call('TYPE', KEYS[i])['ok']
  if have ~= 'none' and have ~= kind then return redis.error_reply('WRONGKIND key ' .. i .. ' is a ' .. have) end
end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local entry = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 1)[1]
if not entry then return nil end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[1]), entry)
local since = redis.call('HGET', KEYS[2], entry)
return {entry, since and math.max(1, now - tonumber(since)) or 0}
