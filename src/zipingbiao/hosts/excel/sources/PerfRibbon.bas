Attribute VB_Name = "PerfRibbon"
Option Explicit
' All buttons of the tab come here; the control's id says which one.

Public Sub Perf_OnAction(control As Object)
    PerfPress control.ID, PressedBook(control)
End Sub

' The workbook of the window in which the button was pressed. With two forms open, Excel may run the callback of either
' of them, so that ThisWorkbook may be the other one.
Private Function PressedBook(ByVal control As Object) As Object
    Dim found As Object
    On Error Resume Next
    Set found = control.Context.Parent
    If TypeName(found) <> "Workbook" Then Set found = Application.ActiveWorkbook
    If found Is Nothing Then Set found = ThisWorkbook
    Set PressedBook = found
End Function
