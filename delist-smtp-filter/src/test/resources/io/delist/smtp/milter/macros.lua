-- Who has logged in, by the mail server's macros, goes on untouched, for that message alone.
dofile(steps)

for name, value in pairs({["{auth_type}"] = "PLAIN", ["{auth_authen}"] = "someone"}) do
  local conn = open()
  mt.negotiate(conn, nil, nil, nil)
  mt.macro(conn, SMFIC_CONNECT, "j", "mx.example.test", "{daemon_name}", "smtpd")
  done(mt.conninfo(conn, "client.example", LISTED), "CONNECT")
  mt.macro(conn, SMFIC_HELO, "{tls_version}", "TLSv1.3")
  done(mt.helo(conn, "client.example"), "HELO")
  mt.macro(conn, SMFIC_MAIL, "i", "4XyZ", name, value)
  sender(conn)
  recipient(conn, "<a@example.test>", SMFIR_CONTINUE, name)
  finish(conn)
  marked(conn, false, name)
  mt.macro(conn, SMFIC_MAIL, "i", "4XyA")
  sender(conn)
  recipient(conn, "<a@example.test>", refusal, "without " .. name)
  finish(conn)
  marked(conn, true, "without " .. name)
  mt.disconnect(conn)
end
