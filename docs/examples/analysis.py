# %% [markdown]
# # 用 Python 办理一期，再用 pandas 分析
#
# 从上到下逐格运行（VS Code、Spyder、Jupyter + jupytext 都认得 `# %%`），或直接 `python analysis.py`。
# 数据是软件自带的湛河区例子（2022 年 1—9 月份）。每一步都是一个函数，返回结果、发现的问题和写出的文件。

# %%
import tempfile
from pathlib import Path

import xlminshi

desk = Path(tempfile.mkdtemp(prefix="民生实事_"))
example = desk / "演示"
made = xlminshi.demo(example, example="湛河区")

# %% [markdown]
# ## 一步一步来
# 演示已经走完全程（新建、拆分、回收、生成通报）；自己办理时每一步就是一个函数，例如回收汇总：

# %%
(workbook,) = made.book.written
collected = xlminshi.collect(workbook, (example / "3_回收填报表",), desk / "汇总.xlsx")
print(f"采用 {collected.value.files_accepted} 份；需要人处理：{'是' if collected.needs_a_person else '否'}")

# %% [markdown]
# ## 发现的问题是数据，不是一串文字

# %%
for problem in collected.problems[:3]:
    print(problem.level.value, problem.place.file, problem.place.cell, problem)

# %% [markdown]
# ## 变成 pandas 数据表
# 一行一个指标；数量按“计量单位”一栏的单位，完成率是比值（1.5517 即 155.17%），没有的是空值。

# %%
table = xlminshi.to_dataframe(xlminshi.ledger_of(collected))
projects = table.drop_duplicates("序号")
by_class = projects["通报类别"].value_counts()
print(by_class.to_string())

# %%
# 平均完成率：超额的按 100% 计，只算有完成率的指标。
capped = table.assign(完成率=table["完成率"].clip(upper=1)).groupby("牵头单位")["完成率"].mean().dropna()
slowest = capped.sort_values().head(3)
print(slowest.round(4).to_string())

# %%
# 差多少才到全年目标（只看数量没有达到的指标）。
behind = table[table["累计完成"] < table["年度目标"]].copy()
behind["还差"] = behind["年度目标"] - behind["累计完成"]
print(behind[["实事名称", "指标名称", "计量单位", "还差"]].to_string(index=False))

# %% [markdown]
# ## 市级汇总也能变成数据表
# 一行一件实事，各区县认定的原样（平川市是虚构数据）。

# %%
city = xlminshi.demo_city(desk / "平川市").rollup.value.rollup
counties = xlminshi.to_dataframe(city)
share = counties.groupby("区县")["性质"].apply(lambda each: (each == "完成").mean())
print(share.sort_values(ascending=False).round(4).to_string())

# %% [markdown]
# ## 做不下去时
# 每个错误都是 `CannotContinueError` 的一种，文字是中文：哪里、什么、怎么办。

# %%
try:
    xlminshi.collect(workbook, (example / "3_回收填报表",), desk / "汇总.xlsx")
except xlminshi.OutputExistsError as error:
    refused = str(error)
    print(refused)
