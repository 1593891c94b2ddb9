"""Whole processes, from their start to their end."""
from harness import Process, Row

CLIP4J = ("{java}", "-jar", "{repository}/examples/target/clip4j.jar", "analyze", "--out", "{work}/start-out",
          "--labels", "animal,food,object,vehicle", "--clusters", "3")

ROWS = [
    Row("analyze 12 photos as a process", Process((*CLIP4J, "--model", "{work}/b32", "{work}/tutorial")),
        {"transformers, scikit-learn, matplotlib": Process(
            ("{python}", "-W", "ignore", "{repository}/benchmarks/compare/tutorial.py", "{work}/b32-torch", "{work}/tutorial",
             "{work}/tutorial.png"))},
        threads=(2,), aims={"transformers, scikit-learn, matplotlib": 3}),
]
