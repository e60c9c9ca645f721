"""What columns are called, in English, German, Spanish and French; and the fields that they may fill."""

from __future__ import annotations

import re
import unicodedata

FIELDS: dict[str, dict[str, str]] = {
    "ideas": {
        "id": (
            "id|idea id|post id|proposal id|suggestion id|request id|ticket id|number|nr|nummer|numero"
            "|key|codigo|identifiant|source id|issue|ref|reference|external id"
        ),
        "title": (
            "title|name|subject|headline|idea|idea title|idea name|summary title|titel|betreff"
            "|uberschrift|titulo|asunto|titre|sujet|nombre|nom|request|suggestion|feature|propuesta"
            "|vorschlag"
        ),
        "body": (
            "body|text|description|details|content|message|idea description|beschreibung|inhalt|nachricht"
            "|descripcion|texto|contenido|detalle|texte|contenu|corps|post|feedback|comment text"
        ),
        "summary": (
            "summary|abstract|short description|excerpt|zusammenfassung|kurzbeschreibung|resumen|resume"
        ),
        "author_id": (
            "user id|author id|creator id|customer id|autor id|benutzer id|usuario id|id usuario"
            "|utilisateur id|requester id|created by id|owner id|submitter id"
        ),
        "author_name": (
            "author|author name|user|user name|username|creator|created by|submitted by|reporter"
            "|requester|customer|autor|verfasser|benutzer|ersteller|erstellt von|usuario|creado por"
            "|auteur|utilisateur|cree par|contact|idea creator name"
        ),
        "author_email": (
            "email|mail|e mail|author email|user email|creator email|contact email|customer email"
            "|email address|correo|correo electronico|courriel|adresse mail|e mail adresse|autor email"
            "|idea creator email address"
        ),
        "created": (
            "created|created at|date|created on|creation date|submitted|submitted at|created time"
            "|timestamp|datum|erstellt|erstellt am|erstellungsdatum|fecha|fecha de creacion|creado"
            "|date de creation|cree le|posted|published at|opened"
        ),
        "created_time": "time|uhrzeit|zeit|hora|heure|created time of day",
        "status": "status|state|stage|phase|zustand|estado|statut|etat|idea status|etapa|etape",
        "tags": (
            "tags|labels|tag|label|keywords|topics|schlagworte|schlagworter|stichworte|etiquetas"
            "|etiquettes|mots cles|palabras clave"
        ),
        "category": (
            "category|kategorie|categoria|categorie|theme|topic|area|bereich|product area|type|typ|tipo"
        ),
        "board": (
            "board|forum|product|project|list|produkt|projekt|foro|tablero|producto|proyecto|produit"
            "|projet|tableau"
        ),
        "votes": (
            "votes|vote count|votes count|score|upvotes|likes|supporters|support|supports|num supports"
            "|voters count|num votes|points|stimmen|anzahl stimmen|votos|apoyos|numero de votos"
            "|numero de apoyos|nombre de votes|soutiens|voix"
        ),
        "response": ("response|official response|answer|reply|status message|antwort|respuesta|reponse"),
        "url": "url|link|href|permalink|web address|enlace|lien",
        "merged_into": (
            "merged into|duplicate of|parent idea|merged into id|duplicate of id|original id|duplikat von"
            "|duplicado de|doublon de"
        ),
    },
    "comments": {
        "id": ("id|comment id|kommentar id|comentario id|id comentario|commentaire id|source id|key|nr"),
        "idea": (
            "idea|idea id|post|post id|proposal id|proposal|suggestion id|idee id|vorschlag id"
            "|propuesta id|id propuesta|proposition id|request id|ticket id|issue id|thread id|feature id"
            "|id idea"
        ),
        "parent": (
            "parent|parent id|reply to|in reply to|parent comment id|reply to id|antwort auf|responde a"
            "|padre id|en reponse a"
        ),
        "body": (
            "body|text|comment|content|message|comment text|kommentar|nachricht|inhalt|comentario|texto"
            "|contenido|mensaje|commentaire|texte|contenu|description"
        ),
        "author_id": "",
        "author_name": "",
        "author_email": "",
        "created": "",
        "created_time": "",
        "internal": ("internal|private|is private|is internal|intern|privat|interno|privado|interne|prive"),
    },
    "votes": {
        "idea": "",
        "person_id": (
            "voter id|user id|supporter id|person id|benutzer id|usuario id|utilisateur id|customer id"
        ),
        "person_name": "voter|voter name|user|name|user name|supporter|benutzer|usuario|utilisateur",
        "person_email": (
            "voter email|email|mail|e mail|user email|member email|supporter email|email address|correo"
            "|correo electronico|courriel|user email address"
        ),
        "created": "",
        "created_time": "",
        "weight": "weight|value|vote|importance|gewicht|wert|peso|valor|poids|valeur|vote value",
    },
    "people": {
        "id": (
            "id|user id|person id|customer id|external id|benutzer id|kundennummer|usuario id|utilisateur id"
        ),
        "name": "name|full name|user name|display name|vorname nachname|nombre|nom|benutzername",
        "email": (
            "email|mail|e mail|email address|user email|correo|correo electronico|courriel|e mail adresse"
        ),
        "account": (
            "company|account|organization|organisation|firma|unternehmen|empresa|cuenta|entreprise"
            "|societe|compte"
        ),
        "created": "",
    },
}
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {  # at least one of each group
    "ideas": (("title", "body", "summary"),),
    "comments": (("idea",), ("body",)),
    "votes": (("idea",), ("person_id", "person_email", "person_name")),
    "people": (("id", "email", "name"),),
}


def normal(header: str) -> str:
    """numSupports, Num_Supports and "núm. supports" are all "num supports"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", header)
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", spaced.casefold()) if not unicodedata.combining(c)
    )
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())


def _all_words() -> dict[str, dict[str, dict[str, float]]]:
    """For each kind and field, how much each name of a column speaks for it: the first names the most."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for kind, named in FIELDS.items():
        for name, words in named.items():
            listed = (words or FIELDS["ideas"].get(name) or FIELDS["comments"][name]).split("|")
            weight = {word: 1.0 - 0.1 * min(at, 15) / 15 for at, word in enumerate(listed)}
            found.setdefault(kind, {})[name] = weight
    return found


WORDS = _all_words()
