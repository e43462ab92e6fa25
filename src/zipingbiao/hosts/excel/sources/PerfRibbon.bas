Attribute VB_Name = "PerfRibbon"
Option Explicit
' All buttons of the tab come here; the control's id says which one.

Public Sub Perf_OnAction(control As Object)
    PerfPress control.ID
End Sub
