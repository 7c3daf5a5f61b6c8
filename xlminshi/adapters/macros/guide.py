"""The text that lies beside the add-in: how to install it."""

GUIDE_NAME = "说明.txt"
INSTALLATION = """民生实事 Excel 加载项

用途：在任何工作簿里使用 MS_ 开头的函数（如 =MS_RATE(累计完成,年度目标)）和“民生实事（加载项）”选项卡。

安装（Windows 版 Excel，需要 Python 3.11 或更高版本）：
1. 在命令提示符中运行：xlminshi excel install
   会把加载项放到 Excel 启动文件夹，并写好 Python 的位置。
2. 关闭 Excel，重新打开，就能看到“民生实事（加载项）”选项卡。

手工安装：
1. 右键单击 xlminshi.xlam，选“属性”，勾选“解除锁定”（没有这一项就不用勾）。
2. 在 Excel 中依次点“文件”“选项”“加载项”，在“管理”处选“Excel 加载项”，点“转到”“浏览”，选中 xlminshi.xlam。

检查：在命令提示符中运行 xlminshi doctor，逐项显示是否就绪和处理办法。
卸载：xlminshi excel uninstall

没有安装加载项的电脑也能打开民生实事工作簿：数据照常显示，公式照常计算。
各单位的填报表不含宏，不需要安装任何东西。
尚未在真实的 Excel 和 WPS 上验证；WPS 中按钮和 MS_ 函数不能使用，请用命令行。
"""
