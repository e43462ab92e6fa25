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
' What VBA and Windows say when the process behind an object is gone.
Private Const MACHINE_UNAVAILABLE As Long = 462
Private Const SERVER_UNAVAILABLE As Long = &H800706BA
Private Const CALL_FAILED As Long = &H800706BE
Private Const SERVER_DIED As Long = &H80010007
Private Const SERVER_DIED_BEFORE As Long = &H80010012
Private Const OBJECT_DISCONNECTED As Long = &H80010108
Private Const OBJECT_NOT_CONNECTED As Long = &H800401FD

Private pythonSide As Object
Private startLine As String
Private startFailed As Boolean
Private statusTold As Boolean

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

' Press a button of the tab on a workbook: the one in whose window it was pressed, which need not be this one.
Public Sub PerfPress(ByVal id As String, ByVal book As Object)
    Dim again As Boolean, calculated As Long
    On Error GoTo failed
    calculated = Application.Calculation
    ' Esc must not cut a step in two. Excel sets this back by itself when it is idle again.
    Application.EnableCancelKey = xlDisabled
    If id = "restart" Then PerfRestart
retry:
    With Python()
        .SetAttr .Module("xlwings._xlwindows"), "BOOK_CALLER", book
        .Exec "import " & BUTTONS_MODULE & " as entry; entry.run_button('" & id & "')"
    End With
    statusTold = True
    If id = "restart" Then PerfRecalculate book
    Exit Sub
failed:
    PerfSetBack calculated
    If Not again And IsGone(Err.Number) Then
        again = True
        Set pythonSide = Nothing
        Resume retry
    End If
    MsgBox PerfText("failed"), vbExclamation, PerfText("title")
End Sub

' What Python switches off for the time of a step, and could not switch on again because it was gone.
Private Sub PerfSetBack(ByVal calculated As Long)
    On Error Resume Next
    Application.ScreenUpdating = True
    Application.DisplayAlerts = True
    Application.EnableEvents = True
    If Application.Calculation <> calculated Then Application.Calculation = calculated
    Application.StatusBar = False
End Sub

' The sentence of the last button has been read when the person goes on.
Public Sub PerfForgetStatus()
    If Not statusTold Then Exit Sub
    statusTold = False
    Application.StatusBar = False
End Sub

' The cells of one workbook anew; what else is open is none of our business. Switched off and on, a sheet computes all
' of its formulas; Range.Dirty would do so on the active sheet only.
Public Sub PerfRecalculate(ByVal book As Object)
    Dim own As Object
    For Each own In book.Worksheets
        own.EnableCalculation = False
        own.EnableCalculation = True
        own.Calculate
    Next own
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
            ' -P: what lies in the folder of the workbook that was opened first is no module of ours.
            startLine = """" & Setting("INTERPRETER_WIN", "python") & """ -B -P -c " & _
                """import zipingbiao.hosts.excel.lean, xlwings; xlwings.serve('$(CLSID)')"""
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
    ' Where the installation found it: pip puts it beside Python, or with the user's own packages.
    folder = Setting("STARTER FOLDER", "")
    If folder <> "" Then
        If LoadLibraryW(StrPtr(folder & library)) <> 0 Then Exit Sub
    End If
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
    Select Case number
        Case MACHINE_UNAVAILABLE, SERVER_UNAVAILABLE, CALL_FAILED, SERVER_DIED, SERVER_DIED_BEFORE, _
            OBJECT_DISCONNECTED, OBJECT_NOT_CONNECTED
            IsGone = True
    End Select
End Function
