# 重点民生实事督查工具：安装。双击“安装.bat”运行。
# 不需要管理员权限，不上互联网，不改变系统策略；只写入 %LOCALAPPDATA%\xlminshi、桌面的“民生实事”文件夹、
# 本用户的 PATH，装有 Excel 的还有加载项（见 xlminshi excel install）。用“卸载.bat”全部撤销。
# -Silent：不提问，给批量安装用。
param([switch]$Silent)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$Package = $PSScriptRoot
$Base = Join-Path $env:LOCALAPPDATA 'xlminshi'
$Log = Join-Path $Base '安装记录.txt'
$Commands = Join-Path $Base 'bin'
$Versions = '3.13', '3.12', '3.11'
# 别的设置（公司软件源、别的 Python 的文件夹）不参与；只在这个窗口里有效。
$env:PIP_CONFIG_FILE = 'nul'
$env:PYTHONPATH = ''
$env:PYTHONHOME = ''
$State = @{ IsSwitched = $false; HasAddInFailed = $false }

function Write-Step([string]$Text) {
    Write-Host $Text -ForegroundColor Cyan
}

# 说明哪里、什么、怎么办，然后停止。
function Stop-Setup([string]$What, [string]$Cure) {
    Write-Host ''
    Write-Host "安装没有完成：$What" -ForegroundColor Red
    Write-Host "怎么办：$Cure" -ForegroundColor Yellow
    if (-not $State.IsSwitched -and (Test-Path -LiteralPath (Join-Path $Commands 'xlminshi.cmd'))) {
        Write-Host '原来装的版本没有改动，可以照常使用。'
    }
    exit 1
}

# 运行一个程序，它说的话记入安装记录；返回它的返回码。
function Invoke-Logged([string]$Program, [string[]]$Arguments) {
    $ErrorActionPreference = 'Continue'
    & $Program @Arguments 2>&1 | ForEach-Object { "$_" } | Out-File -FilePath $Log -Append -Encoding UTF8
    return $LASTEXITCODE
}

# 返回一个程序输出的文字；运行不了的返回空。
function Read-Output([string]$Program, [string[]]$Arguments) {
    $ErrorActionPreference = 'SilentlyContinue'
    try {
        $said = & $Program @Arguments 2>$null
    } catch {
        return ''
    }
    if ($LASTEXITCODE -ne 0) {
        return ''
    }
    return "$said".Trim()
}

function Test-Machine {
    if (-not [Environment]::Is64BitOperatingSystem) {
        Stop-Setup '这台电脑的 Windows 是 32 位的。' '本安装包只用于 64 位的 Windows，请换一台电脑安装。'
    }
    if ($PSVersionTable.PSVersion.Major -lt 5) {
        Stop-Setup '这台电脑的 Windows 太旧，没有 PowerShell 5。' '请在 Windows 10 或 Windows 11 的电脑上安装。'
    }
}

# 逐个文件核对，防止拷贝不全、损坏或被改动。
function Test-Package {
    $list = Join-Path $Package 'SHA256SUMS'
    if (-not (Test-Path -LiteralPath $list)) {
        Stop-Setup ('安装包“{0}”里没有文件 SHA256SUMS。' -f $Package) '请先把压缩包全部解压到一个文件夹，再双击其中的“安装.bat”。'
    }
    foreach ($line in Get-Content -LiteralPath $list -Encoding UTF8) {
        $digest, $name = $line -split '  ', 2
        $file = Join-Path $Package $name
        if (-not (Test-Path -LiteralPath $file)) {
            Stop-Setup ('安装包里缺少文件“{0}”。' -f $name) '请重新解压压缩包，或从原处重新拷贝。被杀毒软件隔离的，请联系管理电脑的人员。'
        }
        if ((Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash -ne $digest) {
            Stop-Setup ('文件“{0}”和做好时不一样，已损坏或被改动。' -f $name) '请重新解压压缩包，或从原处重新拷贝。'
        }
    }
}

function Wait-ExcelClosed {
    while (Get-Process -Name 'EXCEL' -ErrorAction SilentlyContinue) {
        if ($Silent) {
            Stop-Setup 'Excel 正开着。' '请保存并关闭所有工作簿，再运行一次。'
        }
        Read-Host 'Excel 正开着。请保存并关闭所有工作簿，然后按回车继续' | Out-Null
    }
}

# 列出可能有 Python 的位置：登记过的、常用的文件夹、py 启动器、PATH。
function Get-PythonPlace {
    foreach ($version in $Versions) {
        foreach ($hive in 'HKCU', 'HKLM') {
            $key = "${hive}:\Software\Python\PythonCore\$version\InstallPath"
            if (Test-Path -LiteralPath $key) {
                $folder = (Get-Item -LiteralPath $key).GetValue('')
                if ($folder) {
                    Join-Path $folder 'python.exe'
                }
            }
        }
        $short = $version.Replace('.', '')
        Join-Path $env:LOCALAPPDATA "Programs\Python\Python$short\python.exe"
        Join-Path $env:ProgramFiles "Python$short\python.exe"
    }
    foreach ($launcher in @(Get-Command -Name 'py.exe' -CommandType Application -ErrorAction SilentlyContinue)) {
        foreach ($version in $Versions) {
            Read-Output $launcher.Source @("-$version", '-c', 'import sys; print(sys.executable)')
        }
    }
    foreach ($found in @(Get-Command -Name 'python.exe' -CommandType Application -All -ErrorAction SilentlyContinue)) {
        $found.Source
    }
}

# 能用的：3.11 到 3.13、64 位、能建环境；应用商店的不用，它把文件写到别处。
function Test-Python([string]$Place) {
    if (-not $Place -or $Place -like '*\WindowsApps\*' -or -not (Test-Path -LiteralPath $Place)) {
        return $false
    }
    $question = "import sys, struct, venv, ensurepip; print('%d.%d %d' % (sys.version_info[0], sys.version_info[1], 8 * struct.calcsize('P')))"
    $answer = Read-Output $Place @('-c', $question)
    return @($Versions | Where-Object { $answer -eq "$_ 64" }).Count -eq 1
}

function Find-Python {
    foreach ($place in Get-PythonPlace) {
        if (Test-Python $place) {
            return $place
        }
    }
    return ''
}

# 本单位放在“Python安装程序”文件夹里的官方安装程序，只为本用户安静地安装。
function Install-Python {
    $folder = Join-Path $Package 'Python安装程序'
    $setup = Get-ChildItem -LiteralPath $folder -ErrorAction SilentlyContinue |
        Where-Object { $_.Name -match '^python-3\.1[123]\.\d+-amd64\.exe$' } |
        Sort-Object -Property Name -Descending |
        Select-Object -First 1
    if (-not $setup) {
        Stop-Setup '这台电脑上没有找到 64 位的 Python 3.11、3.12 或 3.13。' ('请向管理电脑的人员要 Python 3.12 的 64 位安装程序' +
            ('（python.org 的 python-3.12.10-amd64.exe），放进“{0}”，再双击“安装.bat”，不需要管理员权限；或请他装好 Python 再双击。' -f $folder))
    }
    $signature = Get-AuthenticodeSignature -LiteralPath $setup.FullName
    if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notmatch 'Python Software Foundation') {
        Stop-Setup ('“{0}”没有 Python 软件基金会的有效签名，没有运行它。' -f $setup.Name) '请重新从 python.org 取得安装程序，或请管理电脑的人员先装好 Python。'
    }
    Write-Step "正在安装 Python（$($setup.Name)），约需一两分钟……"
    $wishes = '/quiet', 'InstallAllUsers=0', 'PrependPath=0', 'Include_launcher=0', 'Include_test=0', 'Shortcuts=0'
    $done = Start-Process -FilePath $setup.FullName -ArgumentList $wishes -Wait -PassThru
    if ($done.ExitCode -notin 0, 3010) {
        Stop-Setup "Python 没有装上（返回码 $($done.ExitCode)）。" ('请双击“{0}”，看它说明的原因；仍装不上的，请联系管理电脑的人员。' -f $setup.FullName)
    }
}

# 在自己的文件夹里装一份，不动原来的版本；返回文件夹。
function Install-Program([string]$Python, [string]$Version) {
    $number = 1
    while (Test-Path -LiteralPath (Join-Path $Base "$Version-$number")) {
        $number += 1
    }
    $folder = Join-Path $Base "$Version-$number"
    $own = Join-Path $folder 'Scripts\python.exe'
    $wheels = Join-Path $Package 'wheels'
    $code = Invoke-Logged $Python @('-m', 'venv', $folder)
    if ($code -eq 0) {
        $code = Invoke-Logged $own @('-m', 'pip', '--isolated', 'install', '--disable-pip-version-check', '--no-warn-script-location',
            '--no-index', '--find-links', $wheels, "xlminshi==$Version")
    }
    if ($code -eq 0) {
        $code = Invoke-Logged $own @('-m', 'xlminshi.cli', '--version')
    }
    if ($code -ne 0) {
        Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue
        Stop-Setup ('程序没有装进“{0}”。' -f $folder) ('请核对磁盘还有 1 GB 空间、杀毒软件没有拦截，再双击“安装.bat”；仍不行的，把“{0}”交给维护人员。' -f $Log)
    }
    return $folder
}

# 命令 xlminshi：一个短文件，指向刚装好的版本；它所在的文件夹加进本用户的 PATH。
function Set-Command([string]$Folder) {
    New-Item -ItemType Directory -Path $Commands -Force | Out-Null
    $inside = Split-Path -Leaf $Folder
    $text = "@`"%~dp0..\$inside\Scripts\python.exe`" -m xlminshi.cli %*`r`n"
    Set-Content -LiteralPath (Join-Path $Commands 'xlminshi.cmd') -Value $text -Encoding Ascii -NoNewline
    $State.IsSwitched = $true
    try {
        $key = [Microsoft.Win32.Registry]::CurrentUser.OpenSubKey('Environment', $true)
        $old = [string]$key.GetValue('Path', '', [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
        $parts = @($old -split ';' | Where-Object { $_ -and $_ -ne $Commands }) + $Commands
        $key.SetValue('Path', ($parts -join ';'), [Microsoft.Win32.RegistryValueKind]::ExpandString)
        $key.Close()
        # 不留下什么，只让已经打开的资源管理器知道 PATH 变了。
        [Environment]::SetEnvironmentVariable('XLMINSHI_SETUP', $null, 'User')
    } catch {
        Write-Host '没有能改动本用户的 PATH：请用桌面“民生实事”文件夹里的“命令行.bat”输入命令。' -ForegroundColor Yellow
    }
}

# 桌面上的“民生实事”文件夹：命令行、使用手册、空白清单。已有的清单不动。
function Set-Desk {
    $desk = Join-Path ([Environment]::GetFolderPath('Desktop')) '民生实事'
    New-Item -ItemType Directory -Path $desk -Force | Out-Null
    foreach ($file in Get-ChildItem -LiteralPath (Join-Path $Package '桌面') -File) {
        Copy-Item -LiteralPath $file.FullName -Destination $desk -Force
    }
    $list = Join-Path $desk '实事清单.xlsx'
    if (-not (Test-Path -LiteralPath $list)) {
        Copy-Item -LiteralPath (Join-Path $Package 'workbook_templates\实事清单.xlsx') -Destination $list
    }
    $manual = Join-Path $Base 'manual'
    Remove-Item -LiteralPath $manual -Recurse -Force -ErrorAction SilentlyContinue
    Copy-Item -LiteralPath (Join-Path $Package '使用手册') -Destination $manual -Recurse -Force
    return $desk
}

function Install-AddIn([string]$Folder) {
    if (-not (Test-Path -LiteralPath 'Registry::HKEY_CLASSES_ROOT\Excel.Application')) {
        Write-Host '这台电脑没有 Excel：不装按钮和单元格函数，命令照常用。以后装了 Excel，再双击一次“安装.bat”。'
        return
    }
    & (Join-Path $Folder 'Scripts\python.exe') -m xlminshi.cli excel install
    if ($LASTEXITCODE -ne 0) {
        $State.HasAddInFailed = $true
        Write-Host '加载项没有装上，原因见上一行；处理后再双击一次“安装.bat”。命令照常能用。' -ForegroundColor Yellow
    }
}

function Remove-OldVersion([string]$Folder) {
    $kept = Split-Path -Leaf $Folder
    foreach ($old in Get-ChildItem -LiteralPath $Base -Directory | Where-Object { $_.Name -match '^\d+\..*-\d+$' -and $_.Name -ne $kept }) {
        try {
            Remove-Item -LiteralPath $old.FullName -Recurse -Force
        } catch {
            Write-Host ('旧版本“{0}”正在使用，没有删净；下次安装时再删。' -f $old.FullName)
        }
    }
}

function Install-All {
    Write-Step '一、核对安装包……'
    Test-Machine
    Test-Package
    Wait-ExcelClosed
    $version = (Get-Content -LiteralPath (Join-Path $Package 'VERSION') -Encoding UTF8)[0].Split(' ')[1]
    New-Item -ItemType Directory -Path $Base -Force | Out-Null
    Set-Content -LiteralPath $Log -Value "安装 xlminshi $version，安装包：$Package" -Encoding UTF8

    Write-Step '二、寻找 Python……'
    $python = Find-Python
    if (-not $python) {
        Install-Python
        $python = Find-Python
    }
    if (-not $python) {
        Stop-Setup 'Python 装好了，但是没有找到。' '请注销 Windows 后重新登录，再双击“安装.bat”。'
    }
    Write-Host "用这一个：$python"

    Write-Step "三、安装程序 $version，约需一两分钟……"
    $folder = Install-Program $python $version
    Set-Command $folder
    $desk = Set-Desk

    Write-Step '四、安装 Excel 加载项……'
    Install-AddIn $folder
    # 加载项还指着旧版本的，旧版本留着。
    if (-not $State.HasAddInFailed) {
        Remove-OldVersion $folder
    }

    Write-Step '五、体检……'
    & (Join-Path $folder 'Scripts\python.exe') -m xlminshi.cli doctor
    Write-Host ''
    Write-Host "安装完成：xlminshi $version。" -ForegroundColor Green
    Write-Host '体检中“需处理”的，照每一行末尾写的办。'
    Write-Host ('下一步：打开桌面的“民生实事”文件夹（{0}），先看“使用手册”。' -f $desk)
}

try {
    Install-All
} catch {
    Stop-Setup "$($_.Exception.Message)" ('请把窗口里的文字和“{0}”交给维护人员。' -f $Log)
}
exit 0
