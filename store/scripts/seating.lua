-- Seats of rounds. A list is a hash: a contact's id, and their seat as numbers
-- "state units since until"; a state above 1 takes up room.

-- fits reports whether all changes together leave no round with more units than
-- its room. One that gives back, or only waits, always fits.
local function fits(changes, lists)
  local held = {}
  for i, c in ipairs(changes) do
    local round = held[lists[i]]
    if not round then
      round = {}
      local all = redis.call('HGETALL', lists[i])
      for n = 1, #all, 2 do
        local state, units = string.match(all[n + 1], '^(%d+) (%d+) ')
        if tonumber(state) > 1 then round[all[n]] = tonumber(units) end
      end
      held[lists[i]] = round
    end
    local before = round[c.who] or 0
    round[c.who] = c.units
    local sum = 0
    for _, units in pairs(round) do sum = sum + units end
    if c.units > before and sum > c.room then return false end
  end
  return true
end

local function seat(changes, lists, rounds, now)
  for i, c in ipairs(changes) do
    if c.seat ~= '' then
      redis.call('HSET', lists[i], c.who, c.seat)
      redis.call('PEXPIRE', lists[i], c.keep)
      redis.call('ZADD', rounds, now + c.keep, c.round)
    elseif redis.call('HDEL', lists[i], c.who) == 1 and redis.call('EXISTS', lists[i]) == 0 then
      redis.call('ZREM', rounds, c.round)
    end
  end
end
