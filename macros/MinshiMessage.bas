Attribute VB_Name = "MinshiMessage"
Option Explicit
Option Private Module
' The only two places where a macro speaks to the person or to the function wizard.

Public Sub TellUser(ByVal Words As String, ByVal Title As String)
    MsgBox Words, vbInformation, "民生实事 · " & Title
End Sub

Public Sub DescribeFunction(ByVal FunctionName As String, ByVal Words As String, ByVal Arguments As Variant)
    ' Old versions of Excel know no help for arguments; then the function has no help, and still calculates.
    On Error Resume Next
    Application.MacroOptions Macro:=FunctionName, Description:=Words, Category:="民生实事", ArgumentDescriptions:=Arguments
End Sub
