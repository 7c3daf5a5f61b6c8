Attribute VB_Name = "MinshiSelfCheck"
Option Explicit
Option Private Module
' 数据校验 for machines without Python: the plainest checks of the unit sheets, in VBA alone.
' Columns are found by their header text (MinshiFields holds the names), never by address. Nothing that a person
' has typed is changed; the findings go to a sheet of their own.

Private Const RESULT_SHEET As String = "数据校验结果"
Private Const LIST_SHEET As String = "实事清单"
Private Const VERDICT_SHEET As String = "督查认定"
Private Const MUST_FIX As String = "必改"
Private Const LOOK_AT As String = "提醒"
Private Const MARK As String = "|"
Private Const DEEPEST_HEADER As Long = 20
Private Const USUAL_CEILING As Double = 10
Private Const LONGEST_NUMBER As Long = 15

' One text for each finding, its parts divided by tabs: level, sheet, cell, what is there and wrong, what to do.
Private Findings As Collection
' Normalised names of the projects that stand on a unit sheet, between marks.
Private SeenProjects As String
Private Ceiling As Double

Public Sub CheckWithoutPython(ByVal WayToMore As String)
    ' WayToMore ends the message: why this is not the whole check, and what to do for that.
    Dim Book As Workbook, Sheet As Worksheet, Header As Long, Units As Long, Indicators As Long
    On Error GoTo Broken
    Set Book = ActiveWorkbook
    Application.ScreenUpdating = False
    Set Findings = New Collection
    SeenProjects = MARK
    Ceiling = CeilingOf(Book)
    For Each Sheet In Book.Worksheets
        Header = HeaderRowOf(Sheet)
        If Header > 0 Then
            Units = Units + 1
            Indicators = Indicators + CheckUnitSheet(Sheet, Header)
        End If
    Next Sheet
    If Units > 0 Then
        CheckProjects Book
        CheckVerdicts Book
        ShowFindings Book
    End If
    Application.ScreenUpdating = True
    TellUser ResultOf(Units, Indicators, WayToMore), "数据校验"
    Exit Sub
Broken:
    Application.ScreenUpdating = True
    TellUser "检查没有做完：" & Err.Description & vbLf & vbLf & _
        "已填的数据没有改动。请保存后重新打开工作簿再试；还不行，请把这句话发给软件维护人员。", "数据校验"
End Sub

Private Function ResultOf(ByVal Units As Long, ByVal Indicators As Long, ByVal WayToMore As String) As String
    Dim Words As String
    If Units = 0 Then
        ResultOf = "没有找到单位填报表（要有“指标名称”“累计完成”“下一步措施”等列），没有检查。" & vbLf & vbLf & _
            "怎么办：请打开民生实事工作簿或单位填报表，再点“数据校验”。"
        Exit Function
    End If
    Words = "检查了" & Units & "张单位表、" & Indicators & "个指标，"
    If Findings.Count = 0 Then
        Words = Words & "没有发现问题。"
    Else
        Words = Words & "发现" & Findings.Count & "处问题，已列在“" & RESULT_SHEET & "”表。"
    End If
    ResultOf = Words & vbLf & vbLf & WayToMore
End Function

' The unit sheets -----------------------------------------------------------------------------------------------------

Private Function CheckUnitSheet(ByVal Sheet As Worksheet, ByVal Header As Long) As Long
    Dim Row As Long, Last As Long, Indicators As Long, Filled As Long, Before As Long
    Dim At(1 To 13) As Long, Keys As Variant, Index As Long
    Keys = Array("title", "indicator", "kind", "measure", "target", "previous", "achieved", "milestone", "narrative", _
        "shortcomings", "planned", "arrived", "paid")
    For Index = 1 To 13
        At(Index) = ColumnOf(Sheet, Header, CStr(Keys(Index - 1)))
    Next Index
    Before = Findings.Count
    Last = LastRowOf(Sheet)
    For Row = Header + 1 To Last
        If TextAt(Sheet, Row, At(2)) <> "" Then
            Indicators = Indicators + 1
            RememberProject TextAt(Sheet, Row, At(1))
            If TextAt(Sheet, Row, At(7)) <> "" Or TextAt(Sheet, Row, At(9)) <> "" Then Filled = Filled + 1
            CheckAchieved Sheet, Row, At
            CheckFunds Sheet, Row, At
            CheckWords Sheet, Row, At
        End If
    Next Row
    If Indicators > 0 And Filled = 0 Then
        ' One finding in place of one for every empty row.
        Do While Findings.Count > Before
            Findings.Remove Findings.Count
        Loop
        Report MUST_FIX, Sheet.Name, "", Sheet.Name & "未报送。", "请催报。"
    End If
    CheckUnitSheet = Indicators
End Function

Private Sub CheckAchieved(ByVal Sheet As Worksheet, ByVal Row As Long, ByRef At() As Long)
    Dim Kind As String, Name As String, Words As String, Achieved As Double, Target As Double, Place As String
    Kind = TextAt(Sheet, Row, At(3))
    If At(3) = 0 Then Kind = "数量"
    Name = "“" & TextAt(Sheet, Row, At(2)) & "”"
    If InStr("|数量|比率|越低越好|", MARK & Kind & MARK) = 0 Or Kind = "" Then Exit Sub
    Place = PlaceOf(Row, At(7))
    If Kind = "数量" And At(4) > 0 And TextAt(Sheet, Row, At(4)) = "" Then
        Report LOOK_AT, Sheet.Name, PlaceOf(Row, At(4)), Name & "没有计量单位。", "请在实事清单补上计量单位。"
    End If
    If TextAt(Sheet, Row, At(7)) = "" Then
        Report MUST_FIX, Sheet.Name, Place, Name & "的累计完成没有填写。", "请补填；确为零请填0。"
        Exit Sub
    End If
    Words = DoubtOf(Sheet.Cells(Row, At(7)), Kind <> "数量")
    If Words <> "" Then
        Report MUST_FIX, Sheet.Name, Place, Words, CureOfDoubt(Words)
        Exit Sub
    End If
    Achieved = FigureOf(Sheet.Cells(Row, At(7)))
    If Achieved < 0 Then
        Report MUST_FIX, Sheet.Name, Place, "累计完成“" & Achieved & "”是负数。", "请核对后重填。"
    End If
    If Kind <> "数量" Then Exit Sub
    If At(6) > 0 Then
        If IsFigure(Sheet.Cells(Row, At(6))) Then
            If Achieved < FigureOf(Sheet.Cells(Row, At(6))) Then
                Report LOOK_AT, Sheet.Name, Place, "累计完成“" & Achieved & "”比上期累计“" & _
                    FigureOf(Sheet.Cells(Row, At(6))) & "”少。", "请核对；如属更正，请在备注中说明。"
            End If
        End If
    End If
    If At(5) = 0 Then Exit Sub
    If Not IsFigure(Sheet.Cells(Row, At(5))) Then Exit Sub
    Target = FigureOf(Sheet.Cells(Row, At(5)))
    If Target > 0 And Achieved > Ceiling * Target Then
        Report MUST_FIX, Sheet.Name, Place, "累计完成“" & Achieved & "”与全年目标“" & Target & "”相差超过" & Ceiling & "倍，不计算完成率。", _
            "请核对数字和计量单位。"
    End If
    If Target > 0 Then CheckTold Sheet, Row, At, Achieved, Target
End Sub

Private Sub CheckTold(ByVal Sheet As Worksheet, ByVal Row As Long, ByRef At() As Long, _
        ByVal Achieved As Double, ByVal Target As Double)
    ' What the words say of the state against what the figures say.
    Dim Told As String, Place As String, Found As String
    Place = PlaceOf(Row, At(9))
    ' 完成全年目标任务的43% tells of a part.
    Told = Replace(TextAt(Sheet, Row, At(9)), "任务的", "")
    If Achieved < Target And Not HasOneOf(Told, "确保|力争|争取|预计|计划|年底前") Then
        Found = FirstOf(Told, "全部完成|全面完成|完成全年目标任务|完成全年任务|超额完成")
        If Found <> "" Then
            Report LOOK_AT, Sheet.Name, Place, "进展情况写“" & Found & "”，而完成率是" & PercentOf(Achieved / Target) & "。", _
                "请核对文字或数字。"
        End If
    End If
    Found = FirstOf(Told, "未开工|尚未启动|未启动|尚未开展")
    If Achieved > 0 And Found <> "" Then
        Report LOOK_AT, Sheet.Name, Place, "进展情况写“" & Found & "”，而完成率已达" & PercentOf(Achieved / Target) & "。", _
            "请核对文字或数字。"
    End If
End Sub

Private Sub CheckFunds(ByVal Sheet As Worksheet, ByVal Row As Long, ByRef At() As Long)
    Dim Index As Long, Words As String
    For Index = 11 To 13
        If At(Index) > 0 Then
            If TextAt(Sheet, Row, At(Index)) <> "" Then
                Words = DoubtOf(Sheet.Cells(Row, At(Index)), False)
                If Words <> "" Then
                    Report MUST_FIX, Sheet.Name, PlaceOf(Row, At(Index)), Words, CureOfDoubt(Words)
                ElseIf FigureOf(Sheet.Cells(Row, At(Index))) < 0 Then
                    Report MUST_FIX, Sheet.Name, PlaceOf(Row, At(Index)), "“" & HeaderText(Index) & "”填的“" & _
                        TextAt(Sheet, Row, At(Index)) & "”是负数。", "请核对后重填。"
                End If
            End If
        End If
    Next Index
    If At(12) = 0 Or At(13) = 0 Then Exit Sub
    If IsFigure(Sheet.Cells(Row, At(12))) And IsFigure(Sheet.Cells(Row, At(13))) Then
        If FigureOf(Sheet.Cells(Row, At(13))) > FigureOf(Sheet.Cells(Row, At(12))) Then
            Report LOOK_AT, Sheet.Name, PlaceOf(Row, At(13)), "支付资金“" & FigureOf(Sheet.Cells(Row, At(13))) & "”超过到位资金“" & _
                FigureOf(Sheet.Cells(Row, At(12))) & "”。", "请核对。"
        End If
    End If
End Sub

Private Sub CheckWords(ByVal Sheet As Worksheet, ByVal Row As Long, ByRef At() As Long)
    ' A kind without figures is told in words: in 累计完成, or for the whole project in its first row.
    Dim Kind As String
    Kind = TextAt(Sheet, Row, At(3))
    If Kind <> "文字" And Kind <> "节点" Then Exit Sub
    If TextAt(Sheet, Row, At(7)) <> "" Or TextAt(Sheet, Row, At(8)) <> "" Or TextAt(Sheet, Row, At(9)) <> "" Then Exit Sub
    If TextAt(Sheet, Row, At(1)) = TextAt(Sheet, Row - 1, At(1)) Then Exit Sub
    Report MUST_FIX, Sheet.Name, PlaceOf(Row, At(7)), "“" & TextAt(Sheet, Row, At(2)) & "”没有填写进展情况。", "请用一两句话写明进展。"
End Sub

Private Function HeaderText(ByVal Index As Long) As String
    HeaderText = Choose(Index - 10, "计划资金", "到位资金", "支付资金")
End Function

' The office's own sheets ---------------------------------------------------------------------------------------------

Private Sub CheckProjects(ByVal Book As Workbook)
    ' Every project of the list must stand on a unit's sheet: a sheet that was deleted leaves no other trace.
    Dim Sheet As Worksheet, Header As Long, Row As Long, Title As Long, Unit As Long, Told As String, Name As String
    Set Sheet = SheetNamed(Book, LIST_SHEET)
    If Sheet Is Nothing Then Exit Sub
    Header = RowWith(Sheet, "title", "lead_unit")
    If Header = 0 Then Exit Sub
    Title = ColumnOf(Sheet, Header, "title")
    Unit = ColumnOf(Sheet, Header, "lead_unit")
    Told = MARK
    For Row = Header + 1 To LastRowOf(Sheet)
        Name = Normal(TextAt(Sheet, Row, Title))
        If Name <> "" And InStr(SeenProjects, MARK & Name & MARK) = 0 And InStr(Told, MARK & Name & MARK) = 0 Then
            Told = Told & Name & MARK
            Report MUST_FIX, Sheet.Name, PlaceOf(Row, Title), "“" & TextAt(Sheet, Row, Title) & "”（牵头单位：" & _
                TextAt(Sheet, Row, Unit) & "）不在任何一张单位表中。", "请核对单位表是否被删除，实事名称是否被改动。"
        End If
    Next Row
End Sub

Private Sub CheckVerdicts(ByVal Book As Workbook)
    ' A project that a person has put among the completed ones, though its rate is below 100 %.
    Dim Sheet As Worksheet, Header As Long, Row As Long, Title As Long, Rate As Long, Verdict As Long, Words As String
    Set Sheet = SheetNamed(Book, VERDICT_SHEET)
    If Sheet Is Nothing Then Exit Sub
    Header = RowWith(Sheet, "title", "rate")
    If Header = 0 Then Exit Sub
    Title = ColumnOf(Sheet, Header, "title")
    Rate = ColumnOf(Sheet, Header, "rate")
    Verdict = ColumnNamed(Sheet, Header, MARK & VERDICT_SHEET & MARK)
    If Verdict = 0 Then Exit Sub
    For Row = Header + 1 To LastRowOf(Sheet)
        Words = TextAt(Sheet, Row, Verdict)
        If InStr(Words, "完成") > 0 And InStr(Words, "未") = 0 And IsFigure(Sheet.Cells(Row, Rate)) Then
            If FigureOf(Sheet.Cells(Row, Rate)) < 1 Then
                Report LOOK_AT, Sheet.Name, PlaceOf(Row, Verdict), "“" & TextAt(Sheet, Row, Title) & "”认定为“" & Words & _
                    "”，完成率只有" & PercentOf(FigureOf(Sheet.Cells(Row, Rate))) & "。", "请核对，并在“认定理由”写明原因。"
            End If
        End If
    Next Row
End Sub

Private Function CeilingOf(ByVal Book As Workbook) As Double
    ' 完成倍数上限 of the 设置 sheet stands on the hidden stamp.
    Dim Sheet As Worksheet, Row As Long
    CeilingOf = USUAL_CEILING
    Set Sheet = SheetNamed(Book, "表单信息")
    If Sheet Is Nothing Then Exit Function
    For Row = 1 To DEEPEST_HEADER
        If TextAt(Sheet, Row, 1) = "完成倍数上限" And IsFigure(Sheet.Cells(Row, 2)) Then CeilingOf = FigureOf(Sheet.Cells(Row, 2))
    Next Row
    If CeilingOf <= 0 Then CeilingOf = USUAL_CEILING
End Function

Private Sub RememberProject(ByVal Name As String)
    Dim Short As String
    Short = Normal(Name)
    If InStr(SeenProjects, MARK & Short & MARK) = 0 Then SeenProjects = SeenProjects & Short & MARK
End Sub

' Finding columns -----------------------------------------------------------------------------------------------------

Private Function HeaderRowOf(ByVal Sheet As Worksheet) As Long
    ' 0 where the sheet is no unit's.
    HeaderRowOf = RowWith(Sheet, "indicator", "achieved")
    If HeaderRowOf = 0 Then Exit Function
    If ColumnOf(Sheet, HeaderRowOf, "next_steps") = 0 Then HeaderRowOf = 0
End Function

Private Function RowWith(ByVal Sheet As Worksheet, ByVal OneKey As String, ByVal OtherKey As String) As Long
    Dim Row As Long, Last As Long
    Last = LastRowOf(Sheet)
    If Last > DEEPEST_HEADER Then Last = DEEPEST_HEADER
    For Row = 1 To Last
        If ColumnOf(Sheet, Row, OneKey) > 0 Then
            If ColumnOf(Sheet, Row, OtherKey) > 0 Then
                RowWith = Row
                Exit Function
            End If
        End If
    Next Row
End Function

Private Function ColumnOf(ByVal Sheet As Worksheet, ByVal Row As Long, ByVal Key As String) As Long
    ColumnOf = ColumnNamed(Sheet, Row, NamesOfField(Key))
End Function

Private Function ColumnNamed(ByVal Sheet As Worksheet, ByVal Row As Long, ByVal Names As String) As Long
    Dim Column As Long, Last As Long, Header As String
    Last = Sheet.UsedRange.Column + Sheet.UsedRange.Columns.Count - 1
    For Column = 1 To Last
        Header = NormalHeader(TextAt(Sheet, Row, Column))
        If Header <> "" Then
            If InStr(Names, MARK & Header & MARK) > 0 Then
                ColumnNamed = Column
                Exit Function
            End If
        End If
    Next Column
End Function

Private Function LastRowOf(ByVal Sheet As Worksheet) As Long
    LastRowOf = Sheet.UsedRange.Row + Sheet.UsedRange.Rows.Count - 1
End Function

Private Function Normal(ByVal Words As String) As String
    Dim Blank As Variant
    Normal = Words
    For Each Blank In Array(" ", vbTab, vbCr, vbLf, ChrW(160), "　")
        Normal = Replace(Normal, Blank, "")
    Next Blank
    Normal = Replace(Replace(Normal, "（", "("), "）", ")")
End Function

Private Function NormalHeader(ByVal Words As String) As String
    ' As normal_header in form/fields.py: no white space, no marks, no remark in brackets at the end.
    Dim Sign As Variant, Opening As Long
    NormalHeader = Normal(Words)
    For Each Sign In Array("*", "★", ":", "：")
        NormalHeader = Replace(NormalHeader, Sign, "")
    Next Sign
    If Right(NormalHeader, 1) = ")" Then
        Opening = InStrRev(NormalHeader, "(")
        If Opening > 1 Then NormalHeader = Left(NormalHeader, Opening - 1)
    End If
End Function

Private Function SheetNamed(ByVal Book As Workbook, ByVal Name As String) As Worksheet
    Dim Sheet As Worksheet
    For Each Sheet In Book.Worksheets
        If Sheet.Name = Name Then
            Set SheetNamed = Sheet
            Exit Function
        End If
    Next Sheet
End Function

' Reading cells -------------------------------------------------------------------------------------------------------

Private Function TextAt(ByVal Sheet As Worksheet, ByVal Row As Long, ByVal Column As Long) As String
    Dim Content As Variant
    If Column < 1 Or Row < 1 Then Exit Function
    Content = Sheet.Cells(Row, Column).Value
    If IsEmpty(Content) Then Exit Function
    If VarType(Content) = vbString Then
        TextAt = Trim(Content)
    ElseIf IsMistake(Sheet.Cells(Row, Column)) Then
        TextAt = Sheet.Cells(Row, Column).Text
    Else
        TextAt = Trim(CStr(Content))
    End If
End Function

Private Function IsMistake(ByVal Cell As Range) As Boolean
    ' Some programs give the value of #DIV/0! as a number; by its text alone a too narrow column (####) would be one as well.
    IsMistake = IsError(Cell.Value)
    If Not IsMistake Then IsMistake = InStr("|#DIV/0!|#N/A|#NAME?|#NULL!|#NUM!|#REF!|#VALUE!|", MARK & Cell.Text & MARK) > 0
End Function

Private Function IsFigure(ByVal Cell As Range) As Boolean
    IsFigure = False
    If IsMistake(Cell) Then Exit Function
    If IsEmpty(Cell.Value) Then Exit Function
    If Trim(CStr(Cell.Value)) = "" Then Exit Function
    IsFigure = (DoubtOf(Cell, True) = "")
End Function

Private Function FigureOf(ByVal Cell As Range) As Double
    ' Val, unlike CDbl, takes the point for a point whatever the settings of the machine; it knows no groups.
    Dim Words As String
    If VarType(Cell.Value) = vbString Then
        Words = Replace(Trim(Replace(Cell.Value, "％", "%")), ",", "")
        If Right(Words, 1) = "%" Then
            FigureOf = Val(Left(Words, Len(Words) - 1)) / 100
        Else
            FigureOf = Val(Words)
        End If
    Else
        FigureOf = CDbl(Cell.Value)
    End If
End Function

Private Function DoubtOf(ByVal Cell As Range, ByVal AllowsShare As Boolean) As String
    ' What keeps a filled cell from being a number; "" is nothing.
    Dim Words As String
    If IsMistake(Cell) Then
        DoubtOf = "单元格显示错误值" & Cell.Text & "。"
        Exit Function
    End If
    Select Case VarType(Cell.Value)
        Case vbDate
            DoubtOf = "“" & Cell.Text & "”是日期或时间，不是数量。"
        Case vbBoolean
            DoubtOf = "“" & Cell.Text & "”不是数字。"
        Case vbString
            Words = Trim(Replace(Cell.Value, "％", "%"))
            If AllowsShare And Right(Words, 1) = "%" Then Words = Left(Words, Len(Words) - 1)
            If Not IsPlainNumber(Words) Then DoubtOf = "“" & Cell.Value & "”不是数字。"
    End Select
End Function

Private Function CureOfDoubt(ByVal Words As String) As String
    If InStr(Words, "错误值") > 0 Then
        CureOfDoubt = "请删除公式，直接填写内容。"
    ElseIf InStr(Words, "是日期") > 0 Then
        CureOfDoubt = "请填数字。"
    Else
        CureOfDoubt = "请只填数字，说明写在“备注”列。"
    End If
End Function

Private Function IsPlainNumber(ByVal Words As String) As Boolean
    ' -1,234.5 as form/numbers.py reads it. IsNumeric would take 1,2 and 5- and (3) and 1E5 and &H10 for numbers as well.
    Dim Point As Long
    If Left(Words, 1) = "-" Then Words = Mid(Words, 2)
    Point = InStr(Words, ".")
    If Point > 0 Then
        If Not IsDigits(Mid(Words, Point + 1)) Then Exit Function
        Words = Left(Words, Point - 1)
    End If
    IsPlainNumber = IsWholeNumber(Words)
End Function

Private Function IsWholeNumber(ByVal Words As String) As Boolean
    ' Digits, in one piece or in groups of three. What begins with 0 is a code, and what is longer than LONGEST_NUMBER an account.
    Dim Groups As Variant, Index As Long
    If Not IsDigits(Replace(Words, ",", "")) Then Exit Function
    If Len(Replace(Words, ",", "")) > LONGEST_NUMBER Then Exit Function
    If Left(Words, 1) = "0" And Words <> "0" Then Exit Function
    Groups = Split(Words, ",")
    If UBound(Groups) > 0 And (Len(Groups(0)) < 1 Or Len(Groups(0)) > 3) Then Exit Function
    For Index = 1 To UBound(Groups)
        If Len(Groups(Index)) <> 3 Then Exit Function
    Next Index
    IsWholeNumber = True
End Function

Private Function IsDigits(ByVal Words As String) As Boolean
    Dim Position As Long
    For Position = 1 To Len(Words)
        If InStr("0123456789", Mid(Words, Position, 1)) = 0 Then Exit Function
    Next Position
    IsDigits = (Words <> "")
End Function

Private Function HasOneOf(ByVal Words As String, ByVal Wanted As String) As Boolean
    HasOneOf = (FirstOf(Words, Wanted) <> "")
End Function

Private Function FirstOf(ByVal Words As String, ByVal Wanted As String) As String
    ' The first of the wanted words that is there; "" where none is.
    Dim One As Variant
    For Each One In Split(Wanted, MARK)
        If InStr(Words, One) > 0 And FirstOf = "" Then FirstOf = One
    Next One
End Function

Private Function PercentOf(ByVal Rate As Double) As String
    ' Format(…, "0.##") would leave the point of a whole number (43.%). What is unfinished is never told as 100 %.
    Dim Hundredths As Double
    Hundredths = Int(Rate * 10000 + 0.5)
    If Rate < 1 And Hundredths > 9999 Then Hundredths = 9999
    PercentOf = CStr(Hundredths / 100) & "%"
End Function

Private Function PlaceOf(ByVal Row As Long, ByVal Column As Long) As String
    Dim Letters As String, Rest As Long
    Rest = Column
    Do While Rest > 0
        Letters = Chr(65 + (Rest - 1) Mod 26) & Letters
        Rest = (Rest - 1) \ 26
    Loop
    PlaceOf = Letters & Row
End Function

' Showing what was found ----------------------------------------------------------------------------------------------

Private Sub Report(ByVal Level As String, ByVal SheetName As String, ByVal Place As String, ByVal Words As String, ByVal Cure As String)
    Findings.Add Level & vbTab & SheetName & vbTab & Place & vbTab & Replace(Words, vbTab, " ") & vbTab & Cure
End Sub

Private Sub ShowFindings(ByVal Book As Workbook)
    ' Without findings a sheet of an earlier check is emptied, and none is made.
    Dim Sheet As Worksheet, Parts As Variant, Index As Long, Column As Long
    Set Sheet = SheetNamed(Book, RESULT_SHEET)
    If Sheet Is Nothing Then
        If Findings.Count = 0 Then Exit Sub
        Set Sheet = Book.Worksheets.Add(After:=Book.ActiveSheet)
        Sheet.Name = RESULT_SHEET
    End If
    Sheet.Cells.Clear
    ' As text, or words that begin with = would be taken for a formula.
    Sheet.Range("A1:E" & (Findings.Count + 3)).NumberFormat = "@"
    Sheet.Range("A1").Value = RESULT_SHEET
    Sheet.Range("A2").Value = ResultLine()
    Parts = Array("级别", "工作表", "单元格", "问题", "处理办法")
    For Column = 1 To 5
        Sheet.Cells(3, Column).Value = Parts(Column - 1)
    Next Column
    For Index = 1 To Findings.Count
        Parts = Split(Findings.Item(Index), vbTab)
        For Column = 1 To 5
            Sheet.Cells(Index + 3, Column).Value = Parts(Column - 1)
        Next Column
    Next Index
    MakeReadable Sheet
    Sheet.Activate
End Sub

Private Function ResultLine() As String
    If Findings.Count = 0 Then
        ResultLine = "没有发现问题。"
    Else
        ResultLine = "发现" & Findings.Count & "处问题。必改的改好后再点一次“数据校验”；提醒的请看一遍。"
    End If
End Function

Private Sub MakeReadable(ByVal Sheet As Worksheet)
    Dim Table As Range, Widths As Variant, Edge As Variant, Column As Long
    ' Looks only: without a printer, or in a program that lacks one of them, the findings are shown all the same.
    On Error Resume Next
    Widths = Array(8, 18, 9, 62, 48)
    For Column = 1 To 5
        Sheet.Columns(Column).ColumnWidth = Widths(Column - 1)
    Next Column
    Sheet.Range("A1").Font.Size = 18
    Set Table = Sheet.Range("A3:E" & (Findings.Count + 3))
    Table.WrapText = True
    Table.VerticalAlignment = xlCenter
    For Each Edge In Array(xlEdgeLeft, xlEdgeTop, xlEdgeBottom, xlEdgeRight, xlInsideVertical, xlInsideHorizontal)
        Table.Borders(Edge).LineStyle = xlContinuous
        Table.Borders(Edge).Color = RGB(142, 169, 219)
    Next Edge
    Sheet.Range("A3:E3").Font.Bold = True
    Sheet.Range("A3:E3").HorizontalAlignment = xlCenter
    Sheet.Range("A3:E3").Interior.Color = RGB(217, 226, 243)
    Sheet.Range("A3:C" & (Findings.Count + 3)).HorizontalAlignment = xlCenter
    Sheet.PageSetup.Orientation = xlLandscape
    Sheet.PageSetup.Zoom = False
    Sheet.PageSetup.FitToPagesWide = 1
    Sheet.PageSetup.FitToPagesTall = False
End Sub
