"""A milter on libmilter that refuses as the test says, to compare replies with.

Arguments: the socket, the listed addresses with commas between, and the reply with % doubled.
"""
import sys

import Milter

SOCKET, LISTED, (CODE, ENHANCED, TEXT) = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(" ", 2)


class Refusing(Milter.Base):

    @Milter.noreply
    def connect(self, name, family, address):
        self.address = address[0] if address else ""
        return Milter.CONTINUE

    @Milter.noreply
    def hello(self, name):
        return Milter.CONTINUE

    @Milter.noreply
    def envfrom(self, sender, *options):
        self.login = self.getsymval("{auth_type}")
        return Milter.CONTINUE

    def envrcpt(self, recipient, *options):
        exempt = recipient.lower().startswith("<postmaster@") or self.login
        if self.address not in LISTED or exempt:
            return Milter.CONTINUE
        self.setreply(CODE, ENHANCED, TEXT)
        return Milter.REJECT


Milter.factory = Refusing
Milter.set_flags(0)
Milter.runmilter("refusing", SOCKET, 60)
