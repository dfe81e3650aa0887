-- Listed clients of both families are refused at RCPT and nowhere else; the exempt are not.
dofile(steps)

for _, address in pairs({LISTED, LISTED6}) do
  local conn = client(address)
  sender(conn)
  recipient(conn, "<a@example.test>", SMFIR_REPLYCODE, address)
  recipient(conn, "<postmaster@example.test>", SMFIR_CONTINUE, "postmaster")
  recipient(conn, "<ABUSE@example.test>", SMFIR_CONTINUE, "abuse")
  recipient(conn, "<b@example.test>", SMFIR_REPLYCODE, address .. " again")
  finish(conn)
  mt.disconnect(conn)
end

for _, address in pairs({UNLISTED, "unspec"}) do
  local conn = client(address)
  sender(conn)
  recipient(conn, "<a@example.test>", SMFIR_CONTINUE, address)
  finish(conn)
  must(not mt.eom_check(conn, MT_HDRADD), "nothing is added")
  must(not mt.eom_check(conn, MT_QUARANTINE), "nothing is put aside")
  mt.disconnect(conn)
end
