Attribute VB_Name = "MinshiPython"
Option Explicit
Option Private Module
' Starts a step in Python. Before that it makes sure that Python can be started, so that a person gets a Chinese
' message with the cure and not the English one of xlwings.

Private Const READY As Long = 0
Private Const NO_PYTHON As Long = 1
Private Const BROKEN_PYTHON As Long = 2
Private Const LOST_PYTHON As Long = 3
Private Const NO_SHELL As Long = 4
Private Const ON_MAC As Long = 5
Private Const IN_WPS As Long = 6
Private Const NO_BOOK As Long = 7
Private Const BAD_NAME As Long = 8
Private Const OLD_PYTHON As Long = 31
Private Const NO_MINSHI As Long = 32
Private Const NO_XLWINGS As Long = 33
Private Const NO_PYWIN32 As Long = 34
' What the command shell gives where there is only the sign to the shop instead of a program.
Private Const NOT_A_PROGRAM As Long = 9009

' The interpreter that has answered well since the workbook was opened; it is asked only once.
Private ReadyInterpreter As String

Public Sub RunMinshi(ByVal FunctionName As String, ByVal Caption As String)
    Dim State As Long
    State = PythonState()
    If State <> READY Then
        TellUser CureFor(State, Caption), Caption
        Exit Sub
    End If
    RunPython "import xlminshi.buttons;xlminshi.buttons." & FunctionName & "()"
End Sub

Public Function LacksPython(ByVal State As Long) As Boolean
    ' Not so where only a workbook is missing, or another name for it: that is mended in a moment.
    LacksPython = (State <> READY And State <> NO_BOOK And State <> BAD_NAME)
End Function

Public Function PythonState() As Long
    Dim Interpreter As String
    PythonState = StateOfExcel()
    If PythonState <> READY Then Exit Function
    On Error GoTo Failed
    ' A conda environment is started by xlwings itself.
    If GetConfig("CONDA PATH", "") <> "" Then Exit Function
    Interpreter = GetConfig("INTERPRETER_WIN", "")
    If Interpreter = "" Then Interpreter = GetConfig("INTERPRETER", "python")
    If Interpreter = ReadyInterpreter Then Exit Function
    PythonState = AnswerOf(Interpreter)
    If PythonState = READY Then ReadyInterpreter = Interpreter
    Exit Function
Failed:
    ' xlwings reads its settings with the help of WScript.Shell.
    PythonState = NO_SHELL
End Function

Private Function StateOfExcel() As Long
    StateOfExcel = READY
    If ActiveWorkbook Is Nothing Then
        StateOfExcel = NO_BOOK
        Exit Function
    End If
    #If Mac Then
        StateOfExcel = ON_MAC
    #Else
        If InStr(1, FolderOfExcel(), "WPS Office", vbTextCompare) > 0 Then
            StateOfExcel = IN_WPS
        ElseIf InStr(ActiveWorkbook.Name, "=") > 0 Then
            StateOfExcel = BAD_NAME
        End If
    #End If
End Function

Private Function FolderOfExcel() As String
    ' Programs that imitate Excel may not know it.
    On Error Resume Next
    FolderOfExcel = Application.Path
End Function

Private Function AnswerOf(ByVal Interpreter As String) As Long
    ' Asks the interpreter what it lacks. The numbers are the exit codes above 30.
    Dim Question As String, Answer As Long
    Question = "import sys,importlib.util as u;f=u.find_spec;" & _
        "sys.exit(31 if sys.version_info<(3,11) else 32 if not f('xlminshi')" & _
        " else 33 if not f('xlwings') else 34 if not f('win32com') else 0)"
    AnswerOf = NO_PYTHON
    If InStr(Interpreter, "\") > 0 Then AnswerOf = LOST_PYTHON
    On Error GoTo NotFound
    Answer = CreateObject("WScript.Shell").Run("""" & Interpreter & """ -B -c """ & Question & """", 0, True)
    Select Case Answer
        Case READY, OLD_PYTHON, NO_MINSHI, NO_XLWINGS, NO_PYWIN32
            AnswerOf = Answer
        Case NOT_A_PROGRAM
            AnswerOf = NO_PYTHON
        Case Else
            AnswerOf = BROKEN_PYTHON
    End Select
NotFound:
End Function

Public Function CureFor(ByVal State As Long, ByVal Caption As String) As String
    CureFor = "“" & Caption & "”没有运行：" & WhatIsMissing(State) & vbLf & vbLf & "怎么办：" & CureOf(State)
    If LacksPython(State) Then CureFor = CureFor & WhatStillWorks()
End Function

Public Function WayToTheWholeCheck(ByVal State As Long) As String
    WayToTheWholeCheck = "只做了不用 Python 的基本检查：" & WhatIsMissing(State) & vbLf & vbLf & "要做全部检查：" & CureOf(State)
End Function

Private Function WhatIsMissing(ByVal State As Long) As String
    Select Case State
        Case BAD_NAME
            WhatIsMissing = "工作簿的文件名里有等号（=）。"
        Case NO_BOOK
            WhatIsMissing = "没有打开的工作簿。"
        Case ON_MAC
            WhatIsMissing = "按钮只能在 Windows 版 Excel 中调用 Python。"
        Case IN_WPS
            WhatIsMissing = "按钮在 WPS 中不能调用 Python。"
        Case NO_SHELL
            WhatIsMissing = "这台电脑不允许启动别的程序（WScript.Shell 被停用），或者 xlwings 的设置文件读不了。"
        Case NO_PYTHON
            WhatIsMissing = "这台电脑上没有找到 Python。"
        Case LOST_PYTHON
            WhatIsMissing = "设置里写的 Python 已经不在原来的位置。"
        Case OLD_PYTHON
            WhatIsMissing = "这台电脑上的 Python 版本太旧，需要 3.11 或更高版本。"
        Case NO_MINSHI
            WhatIsMissing = "Python 里没有安装民生实事软件（xlminshi）。"
        Case NO_XLWINGS
            WhatIsMissing = "Python 里没有安装 xlwings。"
        Case NO_PYWIN32
            WhatIsMissing = "Python 里没有安装 pywin32。"
        Case Else
            WhatIsMissing = "Python 能找到，但是启动时出错。"
    End Select
End Function

Private Function CureOf(ByVal State As Long) As String
    Const PACKAGE As String = "双击安装包里的“安装.bat”，它会装好全部软件和加载项。（没有安装包的，请向管理电脑的人员要。）"
    Const OPEN_AGAIN As String = "关闭 Excel，重新打开工作簿。"
    Select Case State
        Case BAD_NAME
            CureOf = "请把文件另存为不含等号的名称，再点一次。"
        Case NO_BOOK
            CureOf = "请先打开民生实事工作簿，再点一次。"
        Case ON_MAC
            CureOf = "请换一台 Windows 电脑；或者请管理电脑的人员用命令做同样的事。"
        Case IN_WPS
            CureOf = "请用 Microsoft Excel 打开；或者保存后关闭工作簿，按使用手册用命令做同样的事。"
        Case NO_SHELL
            CureOf = "请联系信息中心允许使用 WScript.Shell，或检查用户文件夹下 .xlwings 里的 xlwings.conf。"
        Case NO_PYTHON, OLD_PYTHON, LOST_PYTHON
            CureOf = vbLf & "1. " & PACKAGE & vbLf & "2. 它提示没有 Python 的，按它写的办，再双击一次。" & vbLf & "3. " & OPEN_AGAIN
        Case NO_MINSHI, NO_XLWINGS, NO_PYWIN32
            CureOf = vbLf & "1. " & PACKAGE & vbLf & "2. " & OPEN_AGAIN
        Case Else
            CureOf = vbLf & "1. 在命令提示符中运行：xlminshi doctor，按提示处理。" & vbLf & "2. " & OPEN_AGAIN
    End Select
End Function

Private Function WhatStillWorks() As String
    WhatStillWorks = vbLf & vbLf & "在这之前：数据可以照常查看、填写，公式照常计算；“数据校验”不用 Python 也能做基本检查。" & vbLf & _
        "还不行：请运行 xlminshi doctor，把结果发给软件维护人员或信息中心。"
End Function
