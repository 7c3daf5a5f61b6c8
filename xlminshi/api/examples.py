"""The examples that `demo` and `demo_city` know, by the names under which a person asks for them."""

EXAMPLES = {"湛河区": "examples/zhanhe_2022", "鲁山县": "examples/lushan_2022"}
CITY_EXAMPLES = {"平川市": "examples/pingchuan_2025"}
FIRST_EXAMPLE = "湛河区"
