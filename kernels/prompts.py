"""Prints requests whose prompts MiniLM's tokenizer takes for 32 tokens each, no two alike: common words, one token each."""

import json
import random

WORDS = (
    "what how why who when where is are was the a of in on for with and or not can could should would write read make tell "
    "give show find list name city river mountain music book film food water fire earth air light house garden road car "
    "train ship bird fish horse dog cat tree flower stone gold iron paper glass year month week day hour old new good bad "
    "large small long short high low first last north south east west king queen child man woman"
).split()
COUNT = 20_000

random.seed(1)
for i in range(COUNT):
    # The tokenizer adds a token at each end.
    prompt = " ".join(random.choices(WORDS, k=30))
    print(json.dumps({"id": str(i), "ts": 1772409600 + i, "account": f"a{i % 500}", "prompt": prompt}))
