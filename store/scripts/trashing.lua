-- What several scripts do with messages that a provider still has. They begin
-- with it; the keys are handed over, so that each script declares its own.

-- Puts a message into the trash, to be deleted at a moment; one that is there
-- already keeps the earlier of its two moments.
local function discard(trash, entry, at)
  local have = redis.call('ZSCORE', trash, entry)
  if not have or tonumber(have) > at then redis.call('ZADD', trash, at, entry) end
end

-- Notes a message that an erasure has to delete, until a moment from which it
-- would be too late or is done otherwise. The list holds at most 500 and ends
-- with the last of them.
local function note(list, entry, now, ends)
  redis.call('ZREMRANGEBYSCORE', list, '-inf', now)
  redis.call('ZADD', list, ends, entry)
  redis.call('ZREMRANGEBYRANK', list, 0, -501)
  local last = redis.call('ZRANGE', list, -1, -1, 'WITHSCORES')
  redis.call('PEXPIRE', list, math.max(1, tonumber(last[2]) - now))
end

