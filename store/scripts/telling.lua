-- Tells the desks that something changed: ids and kinds, never a text. kind: 1 a
-- case, 2 a person, 3 a delivery, as bot.ChangeKind numbers them; hidden: 1 where
-- not everybody may see the case. The stream is bounded by length here and by age
-- when the store is tidied, and goes when nothing happens for a day.
local function tell(changes, kind, case, contact, hidden)
  redis.call('XADD', changes, 'MAXLEN', '~', 10000, '*', 'k', kind, 'c', case, 'p', contact, 'h', hidden)
  redis.call('PEXPIRE', changes, 86400000)
end
