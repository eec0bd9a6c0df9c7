"""Of a server's parts the memory keeps nothing apart: they are counted and erased with it."""

from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope

ADA = Author("operator:ada")
SERVER, PART = Scope("7"), Scope("7/r5")


def test_what_lies_in_a_part_is_counted_with_its_server(library: Library) -> None:
    library.add(Draft("Der Turm ist hoch.", "Turm", "de"), ADA, SERVER)
    library.add(Draft("Der Code ist geheim.", "Code", "de"), ADA, PART)
    gone = library.add(Draft("Die Brücke ist alt.", "Brücke", "de"), ADA, PART).article_id
    library.remove(gone, ADA)
    [data] = Memory.of(library).servers.all()
    assert (data.server, data.articles, data.removed) == ("7", 2, 1)


def test_who_erases_a_part_keeps_what_is_set_in_its_server(library: Library) -> None:
    memory = Memory.of(library)
    memory.preferences.prefer(7, WHOLE_SERVER, {"private": True})
    library.add(Draft("Der Code ist geheim.", "Code", "de"), ADA, PART)
    assert library.purge_scope(PART, ADA) == 1
    assert memory.preferences.all() == {7: {WHOLE_SERVER: {"private": True}}}
    library.add(Draft("Der Code ist geheim.", "Code", "de"), ADA, PART)
    assert library.purge_scope(SERVER, ADA) == 1
    assert memory.preferences.all() == {}
