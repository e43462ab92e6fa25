Attribute VB_Name = "PerfUdf"
Option Explicit
' The cell functions. Each hands over what its cells show; Python computes.
' A score that cannot be had is #VALUE!, never a text and never 0: SUM would take either for a score.

Private Const NO_VALUE As String = "#VALUE!"
Private Const VALUE_ERROR As Long = 2015
' Stands for an argument that was not written: an empty cell is something else.
Private Const OMITTED As String = "#OMITTED!"

'=== the functions ===

' The answer of Python, with real error values in place of its marks.
Private Function Asked(ByVal name As String, first As Variant, ByVal given As Variant) As Variant
    On Error GoTo failed
    Asked = WithErrors(PerfAsk(name, given, PerfPlace(first)))
    Exit Function
failed:
    Asked = CVErr(VALUE_ERROR)
End Function

' One argument as Python gets it: a value, or a block of values. Percentages go as the text that the cell shows.
Private Function Shown(Optional given As Variant) As Variant
    Shown = OMITTED
    If IsMissing(given) Then Exit Function
    If Not IsObject(given) Then
        Shown = given
        Exit Function
    End If
    Dim cells As Object
    Set cells = given
    If cells.Count = 1 Then
        Shown = ShownCell(cells)
    Else
        Shown = ShownBlock(cells)
    End If
End Function

Private Function ShownBlock(ByVal cells As Object) As Variant
    Dim values As Variant, r As Long, c As Long
    values = cells.Value
    If MayShowPercent(cells.NumberFormat) Then
        For r = LBound(values, 1) To UBound(values, 1)
            For c = LBound(values, 2) To UBound(values, 2)
                values(r, c) = ShownCell(cells.Cells(r - LBound(values, 1) + 1, c - LBound(values, 2) + 1))
            Next c
        Next r
    End If
    ShownBlock = values
End Function

Private Function ShownCell(ByVal cell As Object) As Variant
    Dim value As Variant
    value = cell.Value
    If VarType(value) = vbDouble Then
        If MayShowPercent(cell.NumberFormat) Then value = Trim$(Str$(value * 100)) & "%"
    End If
    ShownCell = value
End Function

' A block of several formats has none of its own.
Private Function MayShowPercent(ByVal pattern As Variant) As Boolean
    If IsNull(pattern) Then
        MayShowPercent = True
    Else
        MayShowPercent = InStr(1, CStr(pattern), "%") > 0
    End If
End Function

Private Function WithErrors(ByVal answer As Variant) As Variant
    If IsArray(answer) Then
        WithErrors = BlockWithErrors(answer)
    ElseIf VarType(answer) = vbString Then
        If answer = NO_VALUE Then WithErrors = CVErr(VALUE_ERROR) Else WithErrors = answer
    Else
        WithErrors = answer
    End If
End Function

' A single row comes back as a list, anything else as rows of columns.
Private Function BlockWithErrors(ByVal answer As Variant) As Variant
    Dim r As Long, c As Long
    If Dimensions(answer) = 1 Then
        For c = LBound(answer) To UBound(answer)
            answer(c) = WithErrors(answer(c))
        Next c
    Else
        For r = LBound(answer, 1) To UBound(answer, 1)
            For c = LBound(answer, 2) To UBound(answer, 2)
                answer(r, c) = WithErrors(answer(r, c))
            Next c
        Next r
    End If
    BlockWithErrors = answer
End Function

Private Function Dimensions(ByVal answer As Variant) As Long
    Dim unused As Long
    Dimensions = 1
    On Error GoTo flat
    unused = UBound(answer, 2)
    Dimensions = 2
flat:
End Function
