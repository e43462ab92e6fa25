Attribute VB_Name = "PerfBridge"
Option Explicit
' The road from this workbook to Python, over the starter library that xlwings brings along.
' The start line names no workbook, so that all workbooks share one process; a start that failed is
' remembered, so that a sheet full of cells does not wait for it again and again.

#If VBA7 Then
    Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr
#Else
    Private Declare Function LoadLibraryW Lib "kernel32" (ByVal path As Long) As Long
#End If

Private Const FUNCTIONS_MODULE As String = "zipingbiao.hosts.excel.udf"
Private Const BUTTONS_MODULE As String = "zipingbiao.hosts.excel.entry"
Private Const NOT_STARTED As Long = 1000
Private Const VALUE_ERROR As Long = 2015
' What Windows says when the process behind an object is gone.
Private Const SERVER_UNAVAILABLE As Long = &H800706BA
Private Const CALL_FAILED As Long = &H800706BE
Private Const OBJECT_DISCONNECTED As Long = &H80010108

Private pythonSide As Object
Private startLine As String
Private startFailed As Boolean

' The answer to one cell function; #VALUE! where there is none.
Public Function PerfAsk(ByVal name As String, ByVal given As Variant, ByVal place As String) As Variant
    Dim again As Boolean
    On Error GoTo failed
retry:
    PerfAsk = Python().CallUDF(FUNCTIONS_MODULE, name, WithPlace(given, place))
    Exit Function
failed:
    If Not again And IsGone(Err.Number) Then
        again = True
        Set pythonSide = Nothing
        Resume retry
    End If
    PerfAsk = CVErr(VALUE_ERROR)
End Function

' Press a button of the tab on this workbook.
Public Sub PerfPress(ByVal id As String)
    Dim again As Boolean
    On Error GoTo failed
    If id = "restart" Then PerfRestart
retry:
    With Python()
        .SetAttr .Module("xlwings._xlwindows"), "BOOK_CALLER", ThisWorkbook
        .Exec "import " & BUTTONS_MODULE & " as entry; entry.run_button('" & id & "')"
    End With
    If id = "restart" Then Application.CalculateFull
    Exit Sub
failed:
    If Not again And IsGone(Err.Number) Then
        again = True
        Set pythonSide = Nothing
        Resume retry
    End If
    MsgBox PerfText("failed"), vbExclamation, PerfText("title")
End Sub

' Rulebook and year of this workbook, as its defined names say: "cn|2024".
Public Function PerfPlace(first As Variant) As String
    Dim rulebook As String, evaluated As String
    On Error Resume Next
    rulebook = Replace(Replace(ThisWorkbook.Names("ZPB_RULEBOOK").RefersTo, "=", ""), """", "")
    evaluated = CStr(ThisWorkbook.Names("ZPB_YEAR").RefersToRange.Cells(1, 1).Value)
    PerfPlace = rulebook & "|" & evaluated
End Function

' Whether Python answers.
Public Function PerfReady() As Boolean
    On Error GoTo failed
    PerfReady = Not Python() Is Nothing
    Exit Function
failed:
    PerfReady = False
End Function

' End the process and forget everything about it; the next call starts a new one.
Public Sub PerfRestart()
    Dim unused As Variant
    On Error Resume Next
    Set pythonSide = Nothing
    LoadStarter
    XLPyDLLActivateAuto unused, WayToStart(), -1
    startLine = ""
    startFailed = False
End Sub

Private Function Python() As Object
    Dim started As Variant
    If pythonSide Is Nothing Then
        If startFailed Then Err.Raise NOT_STARTED
        startFailed = True
        LoadStarter
        If XLPyDLLActivateAuto(started, WayToStart(), 1) <> 0 Then Err.Raise NOT_STARTED
        Set pythonSide = started
        startFailed = False
    End If
    Set Python = pythonSide
End Function

Private Function WayToStart() As String
    If startLine = "" Then
        ' An administrator may run the service by itself, where Office may not start programs.
        startLine = Setting("SERVER ID", "")
        If startLine = "" Then
            startLine = """" & Setting("INTERPRETER_WIN", "python") & """ -B -c " & _
                """import xlwings; xlwings.serve('$(CLSID)')"""
        End If
    End If
    WayToStart = startLine
End Function

' Loaded here by its wide name; the declarations then find it whatever characters its folder has.
Private Sub LoadStarter()
    Dim folder As String, library As String
    #If Win64 Then
        library = "\xlwings64-" & XLWINGS_VERSION & ".dll"
    #Else
        library = "\xlwings32-" & XLWINGS_VERSION & ".dll"
    #End If
    folder = ParentFolder(Setting("INTERPRETER_WIN", "python"))
    If LoadLibraryW(StrPtr(folder & library)) <> 0 Then Exit Sub
    If LoadLibraryW(StrPtr(ParentFolder(folder) & library)) <> 0 Then Exit Sub
    Err.Raise NOT_STARTED
End Sub

' Of the user's own settings only: a file that came along with a workbook must not say what is started.
Private Function Setting(ByVal key As String, ByVal default As String) As String
    Setting = GetConfig(key, default, "user")
End Function

Private Function WithPlace(ByVal given As Variant, ByVal place As String) As Variant
    ReDim Preserve given(LBound(given) To UBound(given) + 1)
    given(UBound(given)) = place
    WithPlace = given
End Function

Private Function IsGone(ByVal number As Long) As Boolean
    IsGone = number = SERVER_UNAVAILABLE Or number = CALL_FAILED Or number = OBJECT_DISCONNECTED
End Function
