-- What the scripts of this directory share; each begins with dofile(steps).
-- 192.0.2.66 and 2001:db8:bad::66 are listed, 192.0.2.99 is not.

LISTED = "192.0.2.66"
LISTED6 = "2001:db8:bad::66"
UNLISTED = "192.0.2.99"

function must(condition, what)
  if not condition then
    mt.echo("FAILED: " .. what)
    error(what)
  end
end

function done(result, what)
  must(result == nil, what .. ": " .. tostring(result))
end

function open()
  local conn = mt.connect(endpoint, 20, 0.25)
  must(conn ~= nil, "connect to " .. endpoint)
  return conn
end

-- The manual of miltertest names the actions first; the program takes the steps first.
function negotiate(conn, version, steps, actions)
  done(mt.negotiate(conn, version, steps, actions), "version " .. version)
end

-- A connection on which a client of this address has said HELO.
function client(address)
  local conn = open()
  done(mt.conninfo(conn, "client.example", address), "CONNECT")
  done(mt.helo(conn, "client.example"), "HELO")
  return conn
end

function sender(conn)
  done(mt.mailfrom(conn, "<sender@client.example>", "SIZE=1000"), "MAIL")
end

function recipient(conn, mailbox, reply, what)
  done(mt.rcptto(conn, mailbox), "RCPT")
  must(mt.getreply(conn) == reply, what .. ": the reply was " .. tostring(mt.getreply(conn)))
end

function finish(conn)
  done(mt.eom(conn), "end of message")
  must(mt.getreply(conn) == SMFIR_CONTINUE, "the end of the message was not let go on")
end

-- What a listed client gets at RCPT in this mode.
refusal = mode == "enforce" and SMFIR_REPLYCODE or SMFIR_CONTINUE

-- After the end of a message: whether it has the mark of this mode and no other.
function marked(conn, listed, what)
  must(mt.eom_check(conn, MT_HDRINSERT, "X-Delist") == (listed and mode == "tag"), what .. ": tag")
  must(not mt.eom_check(conn, MT_HDRADD), what .. ": a field behind others")
  must(mt.eom_check(conn, MT_QUARANTINE) == (listed and mode == "quarantine"),
      what .. ": quarantine")
end
