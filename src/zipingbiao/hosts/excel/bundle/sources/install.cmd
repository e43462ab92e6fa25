@echo off
rem 双击即可。窗口里的每一步都写着在做什么；不需要管理员权限，不联网。
chcp 936 >nul 2>nul
setlocal EnableExtensions DisableDelayedExpansion
title 自评表 安装
set "WAY=install"
set "BOOT="
set "ZIP="
set "PY="
set "RC=1"
rem 共享文件夹没有盘符，pushd 会临时给它一个。
pushd "%~dp0"
if errorlevel 1 goto nofolder
if not exist "files\start.py" goto notunpacked
echo.
echo 自评表 zipingbiao：安装到这台电脑的当前用户
echo.
echo [1/2] 找 Python……
for %%V in (3.14 3.13 3.12 3.11) do call :look %%V
if not defined PY call :unpack
if not defined PY goto nopython
echo       "%PY%"
echo [2/2] 交给 Python 安装……
"%PY%" -E -s -B "files\start.py" %WAY%
set "RC=%ERRORLEVEL%"
goto done

:look
if defined PY exit /b 0
if not exist "files\wheels\%1.txt" exit /b 0
set "CAND="
for /f "tokens=2,*" %%A in ('reg query "HKCU\Software\Python\PythonCore\%1\InstallPath" /v ExecutablePath 2^>nul') do set "CAND=%%B"
call :try
set "CAND="
for /f "tokens=2,*" %%A in ('reg query "HKLM\Software\Python\PythonCore\%1\InstallPath" /v ExecutablePath 2^>nul') do set "CAND=%%B"
call :try
if defined PY exit /b 0
where py.exe >nul 2>nul
if errorlevel 1 exit /b 0
set "PYLAUNCHER_ALLOW_INSTALL="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "CAND="
for /f "delims=" %%A in ('py.exe -%1 -c "import sys;print(sys.executable)" 2^>nul') do set "CAND=%%A"
call :try
exit /b 0

rem 应用商店版的 Python 在 Excel 里用不了；32 位的没有对应的安装包。
:try
if defined PY exit /b 0
if not defined CAND exit /b 0
if not exist "%CAND%" exit /b 0
if not "%CAND:WindowsApps=%"=="%CAND%" exit /b 0
"%CAND%" -E -s -B -c "import sys,venv;sys.exit(sys.maxsize.bit_length()!=63)" >nul 2>nul
if errorlevel 1 exit /b 0
set "PY=%CAND%"
exit /b 0

rem 没有装 Python 的电脑：用管理员放在旁边的 python.org 免安装包。
:unpack
for %%Z in (python-3.*-embed-amd64.zip) do set "ZIP=%%Z"
if not defined ZIP exit /b 0
echo       没有装过，解开 %ZIP%
set "BOOT=%TEMP%\zipingbiao-setup-%RANDOM%%RANDOM%"
md "%BOOT%"
if errorlevel 1 exit /b 0
copy /y "%ZIP%" "%BOOT%\embed.zip" >nul
pushd "%BOOT%"
"%SystemRoot%\System32\tar.exe" -xf embed.zip >nul 2>nul
if not exist python.exe powershell -NoProfile -Command "Expand-Archive -LiteralPath 'embed.zip' -DestinationPath '.' -Force" >nul 2>nul
popd
if exist "%BOOT%\python.exe" set "PY=%BOOT%\python.exe"
exit /b 0

:nofolder
echo 打不开安装包所在的文件夹。请把整个文件夹拷到桌面，再双击里面的“安装”。
goto stopped

:notunpacked
echo 旁边没有 files 文件夹：多半是在压缩包里直接双击的。
echo 请先把整个安装包解压或拷到桌面，再双击里面的“安装”。
popd
goto stopped

:nopython
echo 没有找到可用的 Python（64 位，3.11 以上，不是应用商店版）。
echo 请管理员把 python.org 的免安装包 python-3.12.x-embed-amd64.zip 放到本文件夹，再双击一次；
echo 或者装 python.org 的 Python，选“仅为我安装”，不需要管理员权限。
goto done

:done
popd
if not defined BOOT goto stopped
if exist "%BOOT%\embed.zip" rd /s /q "%BOOT%"

:stopped
echo.
if "%RC%"=="0" echo 完成。
if not "%RC%"=="0" echo 没有完成，没有做完的都写在上面。可以把这个窗口拍下来发给管理员。
if not defined ZIPINGBIAO_QUIET pause
exit /b %RC%
