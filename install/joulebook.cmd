@echo off
rem Joulebook's command line. Builds it first where it is not built.
setlocal
set "root=%~dp0.."
set "lib=%root%\install\target\joulebook\lib"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not exist "%root%\install\target\joulebook\built" (
    echo Building Joulebook ... 1>&2
    call mvn -q -B -f "%root%\pom.xml" package -DskipTests -Dspotless.check.skip=true 1>&2
    if errorlevel 1 (
        echo The build failed; what Maven says stands above. 1>&2
        exit /b 1
    )
    type nul > "%root%\install\target\joulebook\built"
)
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true -jar "%lib%\joulebook.jar" %*
exit /b %errorlevel%
