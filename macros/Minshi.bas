Attribute VB_Name = "Minshi"
Option Explicit
' The buttons on the sheets and on the ribbon. Each one starts the step of the same name in xlminshi.buttons and does nothing else.
' Names, captions and help texts are those of xlminshi/form/commands.py and customUI.xml; a test compares them.

Public Sub MinshiSplit()
    RunMinshi "split", "拆分下发"
End Sub

Public Sub MinshiCollect()
    RunMinshi "collect", "回收汇总"
End Sub

Public Sub MinshiCheck()
    ' The one step that also works, in part, on a machine without Python.
    Dim State As Long
    State = PythonState()
    If LacksPython(State) Then
        CheckWithoutPython WayToTheWholeCheck(State)
    Else
        RunMinshi "check", "数据校验"
    End If
End Sub

Public Sub MinshiPublish()
    RunMinshi "publish", "生成通报"
End Sub

Public Sub MinshiVerify()
    RunMinshi "verify", "核对通报"
End Sub

Public Sub MinshiOpenBulletin()
    RunMinshi "open_bulletin", "打开通报"
End Sub

' The ribbon hands over the control that was clicked; As Object, so that no reference to the Office library is needed.

Public Sub MinshiSplitRibbon(control As Object)
    MinshiSplit
End Sub

Public Sub MinshiCollectRibbon(control As Object)
    MinshiCollect
End Sub

Public Sub MinshiCheckRibbon(control As Object)
    MinshiCheck
End Sub

Public Sub MinshiPublishRibbon(control As Object)
    MinshiPublish
End Sub

Public Sub MinshiVerifyRibbon(control As Object)
    MinshiVerify
End Sub

Public Sub MinshiOpenBulletinRibbon(control As Object)
    MinshiOpenBulletin
End Sub
