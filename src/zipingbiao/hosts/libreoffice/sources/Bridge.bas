' The road from a cell of Calc to Python. Error values come back as such; nothing here makes a text of them.

Private Function PerfAsk(ByVal name As String, ByVal given As Variant, ByVal place As String) As Variant
    Dim answers As Object, asked() As Variant, i As Long
    ReDim asked(0 To UBound(given) + 1)
    For i = 0 To UBound(given)
        asked(i) = given(i)
    Next i
    asked(UBound(asked)) = place
    answers = CreateUnoService("org.zipingbiao.Answers")
    PerfAsk = Rectangular(answers.callFunction(name, asked))
End Function

' UNO hands a block over as rows within a list; a cell wants one array of two dimensions.
Private Function Rectangular(ByVal answer As Variant) As Variant
    Dim r As Long, c As Long, block() As Variant
    Rectangular = answer
    If Not IsArray(answer) Then Exit Function
    ReDim block(0 To UBound(answer), 0 To UBound(answer(0)))
    For r = 0 To UBound(answer)
        For c = 0 To UBound(answer(0))
            block(r, c) = answer(r)(c)
        Next c
    Next r
    Rectangular = block
End Function

' Rulebook and year of the workbook that the first argument stands in: "cn|2024".
Private Function PerfPlace(first As Variant) As String
    ' Basic takes a parameter whose members are asked for to be an object, even where it is not asked.
    Dim cells As Object, names As Object, rulebook As String, evaluated As String
    PerfPlace = "|"
    If Not IsObject(first) Then Exit Function
    Set cells = first
    On Error Resume Next
    names = cells.CellRange.Spreadsheet.DrawPage.Forms.Parent.NamedRanges
    rulebook = names.getByName("ZPB_RULEBOOK").Content
    evaluated = names.getByName("ZPB_YEAR").getReferredCells().getCellByPosition(0, 0).String
    PerfPlace = Replace(rulebook, """", "") & "|" & evaluated
End Function
