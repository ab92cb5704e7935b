-- Forgets a timer that nobody wants any more, under its lease.
-- KEYS  1 due  2 lease
-- ARGV  1 member  2 epoch
-- Result: OK, or LOST when another node has the timer now.
if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[2] then return 'LOST' end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2])
return 'OK'
