"""Networks of the form that `kg.network.to_networkx` gives, made by hand: true facts, our own words."""

from __future__ import annotations

from random import Random

import networkx as nx

NAMES = {
    "method/bert": ("Method", "BERT", "Bidirectional Encoder Representations from Transformers"),
    "method/convnext": ("Method", "ConvNeXt", ""),
    "method/dit": ("Method", "DiT", "Diffusion Transformer; DiT-XL/2"),
    "method/adm": ("Method", "ADM", "ablated diffusion model"),
    "method/flashattention": ("Method", "FlashAttention", "Flash Attention"),
    "method/gptq": ("Method", "GPTQ", ""),
    "method/lora": ("Method", "LoRA", "Low-Rank Adaptation"),
    "method/full-fine-tuning": ("Method", "full fine-tuning", ""),
    "method/swin-transformer": ("Method", "Swin Transformer", "Swin"),
    "method/transformer": ("Method", "Transformer", "Transformers"),
    "method/var": ("Method", "VAR", "Visual AutoRegressive modeling"),
    "method/vision-transformer": ("Method", "Vision Transformer", "ViT"),
    "dataset/glue": ("Dataset", "GLUE", "General Language Understanding Evaluation"),
    "dataset/imagenet": ("Dataset", "ImageNet", "ImageNet-1K"),
    "dataset/imagenet-256x256": ("Dataset", "ImageNet 256x256", "ImageNet 256×256"),
    "dataset/wmt-2014-english-german": ("Dataset", "WMT 2014 English-German", ""),
    "metric/bleu": ("Metric", "BLEU", ""),
    "metric/fid": ("Metric", "FID", "Fréchet inception distance"),
    "metric/gpu-memory": ("Metric", "GPU memory", ""),
    "metric/speed": ("Metric", "speed", ""),
    "metric/top-1-accuracy": ("Metric", "top-1 accuracy", ""),
    "task/image-classification": ("Task", "image classification", ""),
    "task/image-generation": ("Task", "image generation", "image synthesis"),
    "task/machine-translation": ("Task", "machine translation", ""),
}
BETTER = {
    "metric/bleu": "higher",
    "metric/fid": "lower",
    "metric/gpu-memory": "lower",
    "metric/speed": "higher",
    "metric/top-1-accuracy": "higher",
}
PAPERS = {
    "paper/1706.03762": ("Attention Is All You Need", "2017-06-12", "method/transformer"),
    "paper/2010.11929": ("An Image Is Worth 16x16 Words", "2020-10-22", "method/vision-transformer"),
    "paper/2103.14030": ("Swin Transformer", "2021-03-25", "method/swin-transformer"),
    "paper/2105.05233": ("Diffusion Models Beat GANs on Image Synthesis", "2021-05-11", "method/adm"),
    "paper/2106.09685": ("LoRA: Low-Rank Adaptation of Large Language Models", "2021-06-17", "method/lora"),
    "paper/2201.03545": ("A ConvNet for the 2020s", "2022-01-10", "method/convnext"),
    "paper/2205.14135": ("FlashAttention", "2022-05-27", "method/flashattention"),
    "paper/2210.17323": ("GPTQ", "2022-10-31", "method/gptq"),
    "paper/2212.09748": ("Scalable Diffusion Models with Transformers", "2022-12-19", "method/dit"),
    "paper/2404.02905": ("Visual Autoregressive Modeling", "2024-04-03", "method/var"),
}
RESULTS = [  # method, metric, data set, value, wording, unit, paper
    ("method/adm", "metric/fid", "dataset/imagenet-256x256", 4.59, "4.59", "", "paper/2105.05233"),
    ("method/dit", "metric/fid", "dataset/imagenet-256x256", 2.27, "2.27", "", "paper/2212.09748"),
    ("method/var", "metric/fid", "dataset/imagenet-256x256", 1.80, "1.80", "", "paper/2404.02905"),
    ("method/convnext", "metric/top-1-accuracy", "dataset/imagenet", 87.8, "87.8%", "percent", "paper/2201.03545"),
    ("method/swin-transformer", "metric/top-1-accuracy", "dataset/imagenet", 87.3, "87.3%", "percent", "paper/2103.14030"),
    ("method/vision-transformer", "metric/top-1-accuracy", "dataset/imagenet", 88.55, "88.55%", "percent", "paper/2010.11929"),
    ("method/transformer", "metric/bleu", "dataset/wmt-2014-english-german", 28.4, "28.4", "", "paper/1706.03762"),
]  # fmt: skip


def sample_network(*, quotes: bool = True) -> nx.MultiDiGraph:
    """Return a small network with every kind of claim."""
    graph = nx.MultiDiGraph()
    for name, (kind, label, aliases) in NAMES.items():
        better = {"better": BETTER[name]} if name in BETTER else {}
        graph.add_node(name, type=kind, label=label, aliases=aliases, papers=1, **better)
    for paper, (title, date, method) in PAPERS.items():
        graph.add_node(paper, type="Paper", label=title, aliases="", papers=1, date=date)
        graph.nodes[method]["introduced_by"] = paper
        graph.add_edge(paper, method, key="introduces", predicate="introduces")
    for number, (method, metric, dataset, value, text, unit, paper) in enumerate(RESULTS):
        quote = f"{NAMES[method][1]} comes to {text} in {NAMES[metric][1]} on {NAMES[dataset][1]}."
        slots = {"metric": metric, "dataset": dataset, "paper": paper, "value": value, "valueText": text, "unit": unit}
        add_claim(graph, method, dataset, f"result-{number}", "result", quote if quotes else "", **slots)
        graph.add_edge(method, metric, key="measuredBy", predicate="measuredBy")
    say = add_claim
    say(graph, "method/lora", "method/full-fine-tuning", "change-0", "change", "LoRA cuts the GPU memory of training to a third." if quotes else "",
        metric="metric/gpu-memory", baseline="method/full-fine-tuning", value=3.0, valueText="3 times", direction="decrease", paper="paper/2106.09685")  # fmt: skip
    say(graph, "method/gptq", "metric/speed", "setting-0", "setting", "Weights are kept in 4 bits." if quotes else "",
        metric="precision", value=4.0, valueText="4 bits", paper="paper/2210.17323")  # fmt: skip
    say(graph, "method/dit", "method/adm", "comparison-0", "comparison", "DiT does better than ADM." if quotes else "",
        predicate="outperforms", metric="metric/fid", baseline="method/adm", paper="paper/2212.09748")  # fmt: skip
    for method in ("method/adm", "method/dit", "method/var"):
        graph.add_edge(method, "task/image-generation", key="addresses", predicate="addresses")
    for method in ("method/convnext", "method/swin-transformer", "method/vision-transformer"):
        graph.add_edge(method, "task/image-classification", key="addresses", predicate="addresses")
    graph.add_edge("method/transformer", "task/machine-translation", key="addresses", predicate="addresses")
    graph.add_edge("method/bert", "method/transformer", key="outperforms", predicate="outperforms")
    graph.add_edge("dataset/imagenet-256x256", "dataset/imagenet", key="broader", predicate="broader")
    return graph


def add_claim(
    graph: nx.MultiDiGraph, source: str, target: str, key: str, kind: str, quote: str, **slots: str | float
) -> None:
    """Add one claim as an edge; without a quote it keeps its place alone."""
    told = {"quote": quote} if quote else {}
    graph.add_edge(source, target, key=key, kind=kind, rule=f"{kind}.by_hand", start=12, end=60, **slots, **told)


def large_network(papers: int) -> nx.MultiDiGraph:
    """Return a network shaped like a real one: few names in many papers, many names in one."""
    random, graph = Random(7), nx.MultiDiGraph()
    for kind, metric_better in (("Method", ""), ("Dataset", ""), ("Metric", "higher"), ("Task", "")):
        for number in range(papers * {"Method": 4, "Dataset": 1, "Metric": 1, "Task": 1}[kind]):
            more = {"better": metric_better} if metric_better else {}
            label = f"{('deep', 'sparse', 'gated', 'linear', 'masked')[number % 5]} {kind.lower()} {number}"
            graph.add_node(
                f"{kind.lower()}/{number}", type=kind, label=label, aliases=f"{kind[0]}{number}", papers=1, **more
            )
    for paper in range(papers):
        graph.add_node(
            f"paper/{paper}", type="Paper", label=f"On the use of method {paper}", date=f"2025-0{1 + paper % 9}-11"
        )
        pick = [
            f"{kind}/{min(int(random.paretovariate(0.7)) - 1, papers - 1)}"
            for kind in ("method", "dataset", "metric", "task")
        ]
        own = f"method/{papers + paper}"
        for name in (own, *pick):
            graph.add_edge(f"paper/{paper}", name, key="mentions", predicate="mentions")
        graph.add_edge(own, pick[3], key="addresses", predicate="addresses")
        value = round(random.uniform(40, 99), 1)
        add_claim(graph, own, pick[1], f"r{paper}", "result", f"It reaches {value}% here.", metric=pick[2], dataset=pick[1],
                  value=value, valueText=f"{value}%", unit="percent", paper=f"paper/{paper}")  # fmt: skip
        add_claim(
            graph,
            own,
            pick[0],
            f"c{paper}",
            "comparison",
            "It does better than that.",
            predicate="outperforms",
            paper=f"paper/{paper}",
        )
    return graph
