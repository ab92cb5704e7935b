-- Adds an entry to the audit, unless the same was added within the hour.
-- KEYS: 1 the audit  2 the readings  3 the mark of the same entry.
-- ARGV: 1 the sealed entry  2 how many the audit keeps  3 1 for a reading
--       4 how many readings are kept  5 milliseconds that the mark lasts, 0 for none.
-- Result: 1 added, 0 it was there.
if ARGV[5] ~= '0' and redis.call('EXISTS', KEYS[3]) == 1 then return 0 end
redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[2], '*', 'd', ARGV[1])
if ARGV[3] == '1' then redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[4], '*', 'd', ARGV[1]) end
if ARGV[5] ~= '0' then redis.call('SET', KEYS[3], '1', 'PX', ARGV[5]) end
return 1
