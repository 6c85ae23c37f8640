"""Sentences to fit the static model to: frames of our own around words of the vocabulary.

The frames give the words that requests are made of (their vectors should come out short); the slots make every
token of the vocabulary appear a few times beside others.
"""

import numpy as np

FRAMES = """
what is {} ?
what is the {} of {} ?
what are the best {} for {} in {} ?
how do i {} a {} ?
how can i learn {} and {} ?
how does {} work , and why is it {} ?
why do people {} when they {} ?
why is {} so {} ?
who was {} and what did he {} ?
when did {} become {} ?
where can i find {} in {} ?
which is better , {} or {} ?
is it possible to {} without {} ?
can you explain {} to me in simple terms ?
could you please help me with my {} ?
should i {} my {} before {} ?
would you rather {} or {} ?
are there any {} that {} ?
does {} cause {} ?
do you think that {} will {} ?
explain {} step by step .
explain the difference between {} and {} .
write a short story about {} and {} .
write a poem about {} .
write an essay on {} with at least 500 words .
write a function that returns the {} of a {} .
write an email to my {} about the {} .
give me a list of 10 {} for {} .
give three examples of {} .
list the main causes of {} .
summarize the following text : {} {} {} .
translate this sentence into {} : {} {} .
classify the sentiment of this review : {} {} {} .
rewrite the following paragraph so that it is more {} : {} {} .
compare {} with {} and say which is {} .
describe a {} in detail .
create a plan for {} {} .
generate a {} that contains {} , {} and {} .
suggest some {} ideas for a {} .
solve this problem and show your reasoning : {} {} {} .
think carefully and answer the question about {} .
you are an expert in {} . answer as a {} .
you are a helpful assistant . be polite and do not mention {} .
act as a {} and tell me about {} .
imagine that you were a {} in the {} .
my {} is {} and i want to {} it .
i have a {} with {} , what should i do ?
i am trying to {} the {} but it does not {} .
i need a {} for my {} .
he said that the {} was {} .
she has been {} since the {} .
they were {} by the {} of {} .
we should not {} our {} .
it is {} that {} can {} .
there is a {} near the {} .
the {} of the {} is {} .
a {} with a {} and the {} .
in {} , the {} was {} for many years .
all of the {} have {} , but some {} are {} .
for each {} , return only the {} as json .
let me know if {} is {} .
tell me more about {} , please .
thank you for the {} .
use the {} to {} it from {} .
identify the {} in this {} and explain your answer .
make this {} shorter and keep the {} .
que es {} y por que es {} ?
explica la diferencia entre {} y {} .
escribe un texto sobre el {} de la {} .
como puedo {} con los {} ?
was ist {} und warum ist es {} ?
schreibe einen text uber {} mit der {} .
erklare mir den unterschied zwischen {} und {} .
wie kann ich {} fur das {} ?
qu est ce que {} et pourquoi ?
ecris un texte sur le {} de la {} .
comment faire {} avec les {} dans un {} ?
o que e {} e como fazer {} ?
escreva um texto sobre {} para uma {} .
che cosa e {} e come si fa il {} ?
{} {} {}
{} {} {} {} {}
{} , {} , {} and {}
{} {} : {} {}
""".strip().split("\n")

FIRST = 999  # below are special tokens and places kept free
FIRST_WORD = 1996  # up to here single characters, from here words by falling frequency
PASSES = 1


def sentences(tokenizer, count, seed):
    """Token ids without frame tokens, one array a sentence; every token of `count` appears PASSES times in slots."""
    random = np.random.default_rng(seed)
    encode = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
    frames = [[encode(part) for part in frame.split("{}")] for frame in FRAMES]
    deck = np.concatenate([random.permutation(np.arange(FIRST, count)) for _ in range(PASSES)]).tolist()
    made = []
    while deck:
        parts = frames[random.integers(len(frames))]
        ids = list(parts[0])
        for part in parts[1:]:
            for _ in range(random.integers(1, 4)):
                # A third of the words by Zipf's law, so that frequent ones are seen in more company.
                if random.random() < 1 / 3 or not deck:
                    ids.append(FIRST_WORD - 1 + int((count - FIRST_WORD) ** random.random()))
                else:
                    ids.append(deck.pop())
            ids += part
        made.append(np.array(ids))
    return made
