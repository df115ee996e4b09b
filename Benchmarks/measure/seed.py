"""Fills the database of a node that is stopped with a year of a large team's work, by SQL: posting it would take an hour."""

import json
import random
import re
import sqlite3
import time
import unicodedata
from pathlib import Path

TRADES = ("Atelier Boulangerie Pharmacie Garage Cabinet Menuiserie Plomberie Société Entreprise Transports Maison Hôtel Restaurant Café Librairie "
          "Imprimerie Clinique École Agence Studio Laboratoire Domaine Château Ferme Coiffure Optique Brasserie Électricité Peinture Maçonnerie "
          "Conseil Groupe Compagnie Établissements Bakery Logistics Consulting Design Digital Motors Systems Partners Foods Energy Legal Media").split()
NAMES = ("Dubois Martin Bernard Thomas Petit Robert Richard Durand Moreau Laurent Simon Michel Lefèvre Leroy Roux David Bertrand Morel Fournier Girard "
         "Bonnet Dupont Lambert Fontaine Rousseau Vincent Müller Lefebvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand "
         "Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Mathieu Masson Marchand Duval Denis Dumont Lemaire Noël Meyer Brun Giraud Rivière "
         "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson White Harris Clark Lewis Walker Hall Allen Young King "
         "Wright Scott Green Baker Adams Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart").split()
FIRST = "Jean Marie Pierre Élodie Camille Léa Hugo Louis Emma Chloé Inès Zoé Anaïs Hélène René Noémie Jérôme Cécile James Mary John Sarah Emily Jack Grace".split()
TOWNS = ("Paris Lyon Marseille Toulouse Nice Nantes Montpellier Strasbourg Bordeaux Lille Rennes Reims Toulon Grenoble Dijon Angers Nîmes Brest Tours "
         "Amiens Metz Besançon Orléans Rouen Caen Nancy Avignon Cannes London Leeds Bristol York Bath Oxford Dublin Cork Boston Austin").split()
FORMS = ["SARL", "SAS", "& Fils", "et Associés", "SA", "EURL", "Ltd", "Group"]
WORDS = ("rencontré au salon rappeler en septembre budget validé intéressé par la refonte du site demande un devis recommandé par client existant relance "
         "prévue besoin urgent migration boutique en ligne réservation photos met at the fair call back wants a quote website redesign online").split()
TAGS = ["VIP", "Salon 2025", "Relance", "Chaud", "Froid", "Partenaire", "Newsletter"]
TOOLS = ["WordPress", "Shopify", "Google Analytics", "PrestaShop", "Wix", "Matomo", "jQuery", "React"]
YEAR_MS = 365 * 24 * 3_600_000


def folded(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(sign) != "Mn")


def words(text: str | None) -> str | None:
    """As the node gives them to its index."""
    return text if text is None or text.isascii() else " ".join(re.findall(r"[a-z0-9]+", folded(text)))


def digits(number: int, width: int = 10) -> str:
    """In base 36, as a rank is written."""
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    for _ in range(width):
        number, rest = divmod(number, 36)
        text = signs[rest] + text
    return text


def rank(created_ms: int) -> str:
    """That of a lead which came at this moment on top."""
    return digits(36**10 - 1 - (created_ms * 1000 - 1_577_836_800_000_000))


def identifier(milliseconds: int, chance: random.Random) -> str:
    """A UUID of version 7 (RFC 9562 §5.7)."""
    value = milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62)
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def copies(database: sqlite3.Connection, table: str, row: sqlite3.Row, count: int, change) -> list[dict]:
    made = [{**dict(row), **change(number)} for number in range(count)]
    columns = list(row.keys())
    database.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(':' + column for column in columns)})", made)
    return made


def fill(data: Path, leads: int, projects: int, changes: int, first_share: int = 0) -> dict[str, list[str]]:
    """Answers the ids of projects, the person that leads belong to, and how large tables are with their indexes.

    The last `first_share` leads go into the first project.
    """
    chance = random.Random(7)
    database = sqlite3.connect(data / "uprising.sqlite", isolation_level=None)
    database.row_factory = sqlite3.Row
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -400000")
    database.execute("BEGIN")
    now = int(time.time() * 1000)
    first = database.execute("SELECT * FROM project").fetchone()
    stages = database.execute("SELECT * FROM stage ORDER BY position").fetchall()
    workspace, owner = first["workspace_id"], database.execute("SELECT id FROM person").fetchone()["id"]
    made = copies(database, "project", first, projects - 1, lambda number: {
        "id": identifier(now - YEAR_MS, chance), "name": f"{chance.choice(TOWNS)} {number}", "is_default": 0})
    places = [(first["id"], [stage["id"] for stage in stages])]
    for project in made:
        own = []
        for stage in stages:
            own += copies(database, "stage", stage, 1, lambda _: {"id": identifier(now, chance), "project_id": project["id"]})
        places.append((project["id"], [stage["id"] for stage in own]))
    scope = "\ue000" + workspace.replace("-", "")

    for number in range(leads):
        created = now - YEAR_MS + number * (YEAR_MS // leads)
        lead, (project, steps) = identifier(created, chance), places[chance.randrange(projects) if number < leads - first_share else 0]
        trade, name, town = chance.choice(TRADES), chance.choice(NAMES), chance.choice(TOWNS)
        company = f"{trade} {name} {chance.choice(FORMS) if chance.random() < 0.6 else town}"
        domain = f"{re.sub('[^a-z]', '', folded(trade))}-{re.sub('[^a-z]', '', folded(name))}-{number}.{chance.choice(('fr', 'com', 'eu'))}"
        contact = f"{chance.choice(FIRST)} {chance.choice(NAMES)}"
        email = f"{'.'.join(re.sub('[^a-z ]', '', folded(contact)).split())}@{domain}"
        phone = "+33" + str(chance.randrange(10**8, 10**9))
        notes = " ".join(chance.choices(WORDS, k=chance.randrange(5, 40))) if chance.random() < 0.4 else None
        tags = chance.sample(TAGS, chance.randrange(0, 3))
        status = "ready" if chance.random() < 0.97 else "failed"
        score = chance.randrange(0, 101) if status == "ready" else None
        updated = min(now, created + chance.randrange(0, YEAR_MS // 2))
        due = (now + chance.randrange(-YEAR_MS // 24, YEAR_MS // 12)) * 1000 if chance.random() < 0.2 else None
        archived = updated * 1000 if chance.random() < 0.02 else None
        deleted = updated * 1000 if chance.random() < 0.005 else None
        stage = chance.choice(steps)
        value = chance.randrange(100, 5_000_000) if chance.random() < 0.6 else None
        closed = updated * 1000 if stage in steps[4:] else None
        analysis = "\n".join([company, town, email, phone, *chance.sample(TOOLS, 3), " ".join(chance.choices(WORDS, k=15))]) if score is not None else None
        database.execute(
            """
            INSERT INTO lead (id, workspace_id, project_id, stage_id, rank, stage_since, value_amount, value_currency, closed_at, owner_id, company, website, domain, contact_name, email, phone, notes, tags, company_key,
                status, failure_code, failure_message, score, next_step, next_step_due, archived_at, deleted_at, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 10, ?, ?)
            """,
            (lead, workspace, project, stage, rank(created), updated * 1000, value, None if value is None else "USD" if chance.random() < 0.05 else "EUR", closed, owner if chance.random() < 0.3 else None, company, f"https://{domain}/", domain, contact, email,
             phone, notes, json.dumps(tags, ensure_ascii=False) if tags else None, folded(company)[:64], status,
             "site_unreachable" if status == "failed" else None, "The site does not answer." if status == "failed" else None, score,
             "Rappeler" if due else None, due, archived, deleted, created * 1000, updated * 1000))
        database.executemany(
            "INSERT INTO lead_tag (workspace_id, tag_folded, lead_id, tag) VALUES (?, ?, ?, ?)", [(workspace, folded(tag), lead, tag) for tag in tags])
        texts = (company, domain, contact, email, phone, notes, "\n".join(tags) or None, analysis)
        at = database.execute(
            """
            INSERT INTO search_document (lead_id, workspace_id, in_trash, company, domain, contact, email, phone, notes, tags, analysis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, (lead, workspace, int(deleted is not None), *texts)).lastrowid
        digits = " ".join(phone[1 + cut:] for cut in range(4))
        database.execute(
            """
            INSERT INTO lead_search (rowid, scope, company, domain, contact, email, phone, notes, tags, analysis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, (at, scope if deleted is None else scope.replace("\ue000", "\ue001"), *(words(text) for text in texts[:4]), digits, *(words(text) for text in texts[5:])))
        for kind, value in (("domain", domain), ("email", email), ("phone", phone)):
            database.execute(
                "INSERT INTO lead_key (project_id, kind, value, lead_id, source) VALUES (?, ?, ?, ?, 'lead')", (project, kind, value, lead))
        database.executemany(
            "INSERT INTO lead_change (lead_id, id, version, actor_kind, actor_id, changes, at) VALUES (?, ?, ?, 'person', ?, ?, ?)",
            [(lead, identifier(created + version, chance), version, owner,
              json.dumps([{"field": "score", "before": version, "after": version + 1}]), (created + version) * 1000)
             for version in range(changes // leads)])
        if number % 20_000 == 19_999:
            database.execute("COMMIT")
            database.execute("BEGIN")
    database.execute("COMMIT")
    sizes = {}
    for table in ("lead", "search_document", "lead_search_data", "lead_change"):
        sizes[table] = database.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = ?)", (table,)).fetchone()[0]
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return {"projects": [project for project, _ in places], "owner": [owner], "sizes": [f"{name} {size / 1e6:.0f} MB" for name, size in sizes.items() if size]}
