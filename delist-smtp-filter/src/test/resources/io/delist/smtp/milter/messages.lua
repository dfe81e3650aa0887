-- Many messages on one connection, given up and finished in turn: no mark of one is on another.
dofile(steps)

local conn = client(LISTED)
for message = 1, 50 do
  sender(conn)
  recipient(conn, "<a@example.test>", refusal, "message " .. message)
  done(mt.abort(conn), "ABORT")
  sender(conn)
  recipient(conn, "<postmaster@example.test>", SMFIR_CONTINUE, "message " .. message)
  finish(conn)
  marked(conn, false, "message " .. message)
end
mt.disconnect(conn)
