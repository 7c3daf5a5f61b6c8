# 重点民生实事督查工具：卸载。双击“卸载.bat”运行。撤销“安装.bat”所做的，不动工作簿、填报表和通报。
# -Silent：不提问。
param([switch]$Silent)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$Base = Join-Path $env:LOCALAPPDATA 'xlminshi'
$Commands = Join-Path $Base 'bin'

# 说明哪里、什么、怎么办，然后停止。
function Stop-Removal([string]$What, [string]$Cure) {
    Write-Host ''
    Write-Host "卸载没有完成：$What" -ForegroundColor Red
    Write-Host "怎么办：$Cure" -ForegroundColor Yellow
    exit 1
}

function Wait-ExcelClosed {
    while (Get-Process -Name 'EXCEL' -ErrorAction SilentlyContinue) {
        if ($Silent) {
            Stop-Removal 'Excel 正开着。' '请保存并关闭所有工作簿，再运行一次。'
        }
        Read-Host 'Excel 正开着。请保存并关闭所有工作簿，然后按回车继续' | Out-Null
    }
}

# 有安装记录的，取走加载项，恢复安装以前的设置。
function Remove-AddIn {
    $record = Join-Path $env:USERPROFILE '.xlwings\xlminshi.json'
    if (-not (Test-Path -LiteralPath $record)) {
        return
    }
    $command = Join-Path $Commands 'xlminshi.cmd'
    if (-not (Test-Path -LiteralPath $command)) {
        Stop-Removal ('没有找到“{0}”，不能取走加载项。' -f $command) '请先双击“安装.bat”修复，再卸载。'
    }
    & $command excel uninstall
    if ($LASTEXITCODE -ne 0) {
        Stop-Removal '加载项没有取走，原因见上一行。' '请照上一行处理，再双击“卸载.bat”。'
    }
}

function Remove-FromPath {
    $key = [Microsoft.Win32.Registry]::CurrentUser.OpenSubKey('Environment', $true)
    $old = [string]$key.GetValue('Path', '', [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
    $parts = @($old -split ';' | Where-Object { $_ -and $_ -ne $Commands })
    if ($parts.Count -gt 0) {
        $key.SetValue('Path', ($parts -join ';'), [Microsoft.Win32.RegistryValueKind]::ExpandString)
    } else {
        $key.DeleteValue('Path', $false)
    }
    $key.Close()
    # 不留下什么，只让已经打开的资源管理器知道 PATH 变了。
    [Environment]::SetEnvironmentVariable('XLMINSHI_SETUP', $null, 'User')
}

# 桌面的文件夹里只删安装时放的三个；您的文件留着，文件夹空了才删。
function Remove-Desk {
    $desk = Join-Path ([Environment]::GetFolderPath('Desktop')) '民生实事'
    foreach ($name in '命令行.bat', '新建工作簿.bat', '使用手册.bat') {
        Remove-Item -LiteralPath (Join-Path $desk $name) -Force -ErrorAction SilentlyContinue
    }
    if ((Test-Path -LiteralPath $desk) -and -not (Get-ChildItem -LiteralPath $desk -Force)) {
        Remove-Item -LiteralPath $desk
    }
}

function Remove-All {
    if (-not (Test-Path -LiteralPath $Base)) {
        Write-Host ('没有装过：没有文件夹“{0}”。什么也没有改动。' -f $Base)
        return
    }
    if (-not $Silent) {
        Read-Host '将要卸载民生实事督查工具，不动您的工作簿。按回车继续；不想卸载的，关闭这个窗口' | Out-Null
    }
    Wait-ExcelClosed
    Remove-AddIn
    Remove-FromPath
    Remove-Desk
    try {
        Remove-Item -LiteralPath $Base -Recurse -Force
    } catch {
        Stop-Removal ('文件夹“{0}”没有删净，其中有文件正在使用。' -f $Base) '请关闭命令行窗口和 Excel，再双击“卸载.bat”。'
    }
    Write-Host ''
    Write-Host '卸载完成。工作簿照常能打开、能填写，只是按钮不能用。' -ForegroundColor Green
    Write-Host 'Python 没有卸载；别的软件也不用的，可在 Windows 的“设置—应用”里卸载。'
}

try {
    Remove-All
} catch {
    Stop-Removal "$($_.Exception.Message)" '请把窗口里的文字交给维护人员。'
}
exit 0
