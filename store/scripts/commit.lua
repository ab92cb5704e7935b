-- Stores one turn, all or nothing.
-- KEYS  1 session  2 address  3 seen  4 key  5 contact  6 mailbox  7 due
--       8 thread  9 events  10 queue  11 case  12 results  13 parked
--       14 trash  15 sent  16 the words that join an address: offered or used up
--       17 the contact's line for those who follow them  18 all who are followed, by when their line ends  19 who looked
--       20… to join: session, contact, thread, results, sent, key, line and looks of the contact behind the address until now
--       20… for an erasure, or to unlink: the contact's addresses
--       then, where seats change: all rounds by when their lists end, and the list of each change's round
--       last: the changes that desks are told of
-- ARGV  1 JSON: {rev, contact, ttl, mark, seen_ttl, new, wake, forget, erase,
--       leave, unlink, offer_ttl, join, other, other_rev, other_ttl, case, case_hidden, person, case_ttl, case_score, key_ttl, address_ttl, thread_ttl, results_ttl, fields, calls, thread, looks, looks_ttl, events, recipients,
--       line: "keep" or "drop" the line, still: nothing lives longer for it, address: there is one}
--         seats: {who: a contact, seat: what they have, "" for nothing, units: that count, room: that the round has, round, keep: ms}
--         and of the message that came, when it can be deleted: {message: its entry,
--         message_rest: ms until it is deleted, message_list: ms on the list of what an erasure deletes}
--       2 the session's value: revision, a space, sealed bytes   3 the wrapped data key of a new contact
--       4 the case's sealed projection   5 the result to keep   6 the sealed line
--       7… calls, then thread entries, then looks, then events, then field names and values,
--          then, for an erasure or to unlink, hashes of addresses and their sealed recipients
-- Result: OK, SEEN, CONFLICT, or an error that names a key of a wrong type;
--       then nothing was written.
local o = cjson.decode(ARGV[1])
local changes = table.remove(KEYS)
local seats, lists, rounds = o.seats or {}, {}, nil
for i = #seats, 1, -1 do lists[i] = table.remove(KEYS) end
if #seats > 0 then rounds = table.remove(KEYS) end
-- Looks at the kind of every key that a command below might find to be another
-- one: an error half-way would leave a torn turn. SET, DEL and PEXPIRE take any,
-- and GET stands before the first write.
local wrong
local function is(key, name, kind)
  local have = redis.call('TYPE', key)['ok']
  if have ~= 'none' and have ~= kind then wrong = 'WRONGKIND key ' .. name .. ' is a ' .. have end
end
local function must(i, kind) is(KEYS[i], i, kind) end
is(changes, 'of changes', 'stream')
if rounds then is(rounds, 'of rounds', 'zset') end
for _, list in ipairs(lists) do is(list, 'of a round', 'hash') end
must(7, 'zset')
if o.fields > 0 or o.forget then must(5, 'hash') end
if o.calls > 0 then must(6, 'list') end
if o.thread > 0 then must(8, 'stream') end
if o.events > 0 then must(9, 'stream') end
if o.case then must(10, 'zset') must(11, 'hash') end
if ARGV[5] ~= '' then must(12, 'stream') end
if o.message or o.forget or o.erase or o.unlink then must(14, 'zset') must(15, 'zset') end
if o.join and o.other then must(15, 'zset') must(24, 'zset') end
if o.line or o.erase or o.join then must(18, 'zset') end
if o.looks > 0 then must(19, 'stream') end
if wrong then return redis.error_reply(wrong) end
if o.mark and redis.call('EXISTS', KEYS[3]) == 1 then return 'SEEN' end
local stored = redis.call('GET', KEYS[1])
local revision = stored and tonumber(string.match(stored, '^%d+')) or 0
if revision ~= o.rev then return 'CONFLICT' end
if o.new then
  if o.address and redis.call('EXISTS', KEYS[2]) == 1 then return 'CONFLICT' end
elseif redis.call('EXISTS', KEYS[4]) == 0 then
  return 'CONFLICT'
end
if o.join then
  local other = redis.call('GET', KEYS[20])
  if redis.call('GET', KEYS[16]) ~= o.contact or (redis.call('GET', KEYS[2]) or '') ~= (o.other or '') then return 'CONFLICT' end
  if (other and tonumber(string.match(other, '^%d+')) or 0) ~= o.other_rev then return 'CONFLICT' end
end
if not fits(seats, lists) then return 'CONFLICT' end

local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if o.mark then redis.call('SET', KEYS[3], '1', 'PX', o.seen_ttl) end
if o.new then
  if o.address then redis.call('SET', KEYS[2], o.contact) end
  redis.call('SET', KEYS[4], ARGV[3])
end
local at = 6
local function take(n)
  local list = {}
  for i = 1, n do list[i] = ARGV[at + i] end
  at = at + n
  return list
end
local calls, thread, looks, events, fields = take(o.calls), take(o.thread), take(o.looks), take(o.events), take(o.fields * 2)
local known, recipients = take(o.recipients * 2), {}
for i = 1, #known, 2 do recipients[known[i]] = known[i + 1] end
if o.message and o.message_rest then discard(KEYS[14], o.message, now + o.message_rest) end
if o.message and o.message_list then note(KEYS[15], o.message, now, now + o.message_list) end

if o.offer_ttl then redis.call('SET', KEYS[16], o.contact, 'PX', o.offer_ttl) end
if o.join then
  redis.call('SET', KEYS[2], o.contact)
  redis.call('DEL', KEYS[16])
  if o.other then
    redis.call('ZUNIONSTORE', KEYS[15], 2, KEYS[15], KEYS[24], 'AGGREGATE', 'MAX')
    redis.call('DEL', KEYS[20], KEYS[21], KEYS[22], KEYS[23], KEYS[24], KEYS[26], KEYS[27])
    redis.call('ZREM', KEYS[18], o.other)
    redis.call('PEXPIRE', KEYS[25], o.other_ttl)
    redis.call('ZREM', KEYS[7], 't:' .. o.other)
  end
end
local function unlink()
  for i = 20, #KEYS do
    if redis.call('GET', KEYS[i]) == o.contact then redis.call('DEL', KEYS[i]) end -- else it is somebody else's by now
  end
end

if o.forget or o.erase then redis.call('DEL', KEYS[8], KEYS[12]) end
if o.forget then -- a reminder was asked for by itself, and is dropped by its own name
  for _, name in ipairs(redis.call('HKEYS', KEYS[5])) do
    if string.sub(name, 1, 8) ~= 'address:' and string.sub(name, 1, 9) ~= 'reminder:' then redis.call('HDEL', KEYS[5], name) end
  end
end
-- An entry with the hash of a chat is a message that the person sees: it goes at
-- an erasure. One without is a copy that was kept for the thread's media only.
if o.forget or o.erase or o.unlink then
  for _, entry in ipairs(redis.call('ZRANGE', KEYS[15], 0, -1)) do
    local message, chat = string.match(entry, '^(%S+ %S+) ?(%S*)$')
    if chat == '' then
      discard(KEYS[14], message, now)
      redis.call('ZREM', KEYS[15], entry)
    elseif recipients[chat] then
      discard(KEYS[14], message .. ' ' .. recipients[chat], now)
    end
  end
end
if o.erase then
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[5], KEYS[6], KEYS[11], KEYS[13], KEYS[15], KEYS[17], KEYS[19])
  redis.call('ZREM', KEYS[18], o.contact)
  unlink()
  if o.case then redis.call('ZREM', KEYS[10], o.case) end
  redis.call('ZREM', KEYS[7], 't:' .. o.contact)
  redis.call('ZADD', KEYS[7], now + o.erase_after, 'e:' .. o.contact)
else
  if o.still then
    redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
  else
    redis.call('SET', KEYS[1], ARGV[2], 'PX', o.ttl)
    redis.call('PEXPIRE', KEYS[4], o.key_ttl)
  end
  if o.line == 'drop' then
    redis.call('DEL', KEYS[17])
    redis.call('ZREM', KEYS[18], o.contact)
  elseif o.line == 'keep' then -- it ends with the session
    local left = redis.call('PTTL', KEYS[1])
    redis.call('SET', KEYS[17], ARGV[6], 'PX', left)
    redis.call('ZADD', KEYS[18], now + left, o.contact)
  end
  for _, look in ipairs(looks) do redis.call('XADD', KEYS[19], '*', 'd', look) end
  if #looks > 0 then
    redis.call('XTRIM', KEYS[19], 'MINID', now - o.looks_ttl)
    redis.call('PEXPIRE', KEYS[19], o.looks_ttl)
  end
  if o.mark then redis.call('PEXPIRE', KEYS[2], o.address_ttl) end
  if o.leave or o.unlink then redis.call('DEL', KEYS[2]) end
  if o.unlink then
    unlink()
    redis.call('DEL', KEYS[15])
  end
  for i = 1, #fields, 2 do
    if fields[i + 1] == '' then redis.call('HDEL', KEYS[5], fields[i]) else redis.call('HSET', KEYS[5], fields[i], fields[i + 1]) end
  end
  if not o.still then redis.call('PEXPIRE', KEYS[5], o.key_ttl) end -- every time: the joined addresses live as long as their person writes
  for _, entry in ipairs(thread) do redis.call('XADD', KEYS[8], '*', 'd', entry) end
  if #thread > 0 then
    redis.call('XTRIM', KEYS[8], 'MINID', now - o.thread_ttl)
    redis.call('PEXPIRE', KEYS[8], o.thread_ttl)
  end
  if ARGV[5] ~= '' then
    redis.call('XADD', KEYS[12], '*', 'd', ARGV[5])
    redis.call('PEXPIRE', KEYS[12], o.results_ttl)
  end
  if o.case then
    redis.call('HSET', KEYS[11], 'contact', o.contact, 'd', ARGV[4])
    redis.call('PEXPIRE', KEYS[11], o.case_ttl)
    if o.case_score then redis.call('ZADD', KEYS[10], o.case_score, o.case) else redis.call('ZREM', KEYS[10], o.case) end
  end
  if o.wake then redis.call('ZADD', KEYS[7], o.wake, 't:' .. o.contact) else redis.call('ZREM', KEYS[7], 't:' .. o.contact) end
end
seat(seats, lists, rounds, now)
for _, call in ipairs(calls) do redis.call('RPUSH', KEYS[6], call) end
if #calls > 0 then redis.call('ZADD', KEYS[7], 'NX', now, 'm:' .. o.contact) end
for _, event in ipairs(events) do redis.call('XADD', KEYS[9], '*', 'd', event) end
if o.case then
  tell(changes, 1, o.case, o.contact, o.case_hidden and 1 or 0)
elseif o.person then
  tell(changes, 2, '', o.contact, 0)
end
if o.join and o.other then tell(changes, 2, '', o.other, 0) end
if rounds then tell(changes, 4, '', '', 0) end
return 'OK'
