from desireline.listen.ideas.rules import Film, difference, films


def test_films_are_found_once_and_in_order() -> None:
    text = (
        "See https://vimeo.com/76979871 and https://www.youtube.com/watch?list=x&v=dQw4w9WgXcQ, again"
        " https://youtu.be/dQw4w9WgXcQ?t=3. Not https://evilyoutube.example/watch?v=dQw4w9WgXcQ nor youtu.be/short"
    )
    assert films(text) == [Film("vimeo", "76979871"), Film("youtube", "dQw4w9WgXcQ")]


def test_differences_put_together_are_both_texts() -> None:
    before, after = "The quick brown fox\n\njumps", "The slow brown fox\n\njumps high"
    pieces = difference(before, after)
    assert "".join(text for what, text in pieces if what != "new") == before
    assert "".join(text for what, text in pieces if what != "gone") == after
