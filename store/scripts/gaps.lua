-- Counts by how many people a word was used that no help answers. Below the
-- threshold only keyed hashes are known; the word itself is kept from then on.
-- KEYS  1 the words that are counted, by people  2 the same by when they were used last  3… who used each word
-- ARGV  1 the contact's keyed hash  2 the threshold  3 ms that all is kept  4… the words, in the order of the keys
-- Result: how many words are counted now.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
for _, word in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - ARGV[3])) do
  redis.call('ZREM', KEYS[1], word)
  redis.call('ZREM', KEYS[2], word)
end
for i = 3, #KEYS do
  redis.call('SADD', KEYS[i], ARGV[1])
  redis.call('PEXPIRE', KEYS[i], ARGV[3])
  local people = redis.call('SCARD', KEYS[i])
  if people >= tonumber(ARGV[2]) then
    redis.call('ZADD', KEYS[1], people, ARGV[i + 1])
    redis.call('ZADD', KEYS[2], now, ARGV[i + 1])
  end
end
for i = 1, 2 do redis.call('PEXPIRE', KEYS[i], ARGV[3]) end
return redis.call('ZCARD', KEYS[1])
