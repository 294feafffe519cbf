"""Loads an LDIF into a provisioned Samba directory in one transaction, then deletes the named accounts.

Usage: load-users.py SMB_CONF SAM_LDB USERS.ldif ACCOUNTS_TO_DELETE.txt
Run by the distribution's python3: the module `samba` belongs to it.
"""

import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

conf, database, ldif, gone = sys.argv[1:]
parm = LoadParm()
parm.load(conf)
sam = SamDB(url=database, session_info=system_session(), lp=parm)

sam.transaction_start()
try:
    with open(ldif, encoding="utf-8") as file:
        sam.add_ldif(file.read())
except BaseException:
    sam.transaction_cancel()
    raise
sam.transaction_commit()

with open(gone, encoding="utf-8") as file:
    for account in file.read().split():
        (found,) = sam.search(expression="(sAMAccountName=%s)" % account, attrs=[])
        sam.delete(found.dn)
