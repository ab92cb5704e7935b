-- Ends an erasure whose farewell could not be delivered in time.
-- KEYS  1 due  2 mailbox  3 lease  4 key  5 parked
-- ARGV  1 erasing member (e: and the contact)  2 mailbox member
-- Result: OK.
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('ZREM', KEYS[1], ARGV[1], ARGV[2])
return 'OK'
