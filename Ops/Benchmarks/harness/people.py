"""A manager for each granary, with a membership and a token of his own: so the table of permissions is asked for every
movement, by a thousand different people, as it is in a county."""

import hashlib
import random
import uuid
import zlib

import book

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def token(source):
    """A token in the form of the service: prefix, forty random characters, check sum."""
    text = "glp_" + "".join(source.choice(BASE62) for _ in range(40))
    rest, check = zlib.crc32(text.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        check = BASE62[digit] + check
    return text + check


def employ(database, folder):
    """Employs the managers, and answers the path of a file with their tokens, in the order of the granaries."""
    source = random.Random(7)
    people, details, members, grants, tokens = [], [], [], [], []
    for g in range(book.GRANARIES):
        person, membership = (str(uuid.UUID(int=source.getrandbits(128), version=4)) for _ in range(2))
        text = token(source)
        tokens.append(text)
        people.append(f"('{person}', 'manager-{g}')")
        details.append(f"('{person}')")
        members.append(f"('{membership}', '{person}', '{book.organization(g)}', 'granary-manager', 'organization', '430903',"
                       f" '2010-01-01', '2099-12-31', 'operator')")
        grants.append(f"('\\x{hashlib.sha256(text.encode()).hexdigest()}', 'scale-{g}', 'glp_', '{membership}',"
                      f" '{{read,act}}', now() - interval '1 hour', now() + interval '300 days', 'operator')")
    database.psql("ours", f"""
        INSERT INTO person (number, alias) VALUES {','.join(people)};
        INSERT INTO person_detail (person) VALUES {','.join(details)};
        INSERT INTO membership (number, person, organization, role, reach, region, first_day, last_day, granted_by)
            VALUES {','.join(members)};
        INSERT INTO credential_grant (digest, name, kind, membership, scopes, valid_from, expires_at, granted_by)
            VALUES {','.join(grants)};""")
    path = f"{folder}/tokens"
    with open(path, "w") as file:
        file.write("\n".join(tokens) + "\n")
    return path
