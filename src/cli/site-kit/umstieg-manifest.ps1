<#
.SYNOPSIS
Makes a manifest (path, size, SHA-256, time) of a folder for Umstieg. The folder is only read.

.DESCRIPTION
Runs on a Windows server without Node and installs nothing: Windows PowerShell 2.0 or later.
The digest comes from .NET; where that is not allowed or fails, from certutil.
Links and junctions are not followed; they are reported and the script ends with 5.

.PARAMETER Folder
Folder of the export or of its copy.

.PARAMETER Output
Folder that receives manifest.json; it must not lie in the inspected folder.

.PARAMETER CopyTables
Also copies the tables (*.csv, *.txt) that lie directly in the inspected folder.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File umstieg-manifest.ps1 -Folder C:\ProgramData\C4B\Migration\XPhoneServerMigration -Output D:\umstieg -CopyTables

.NOTES
Ends with 0 (done), 2 (wrong call, folder not there, output not possible) or 5 (done, but something was left out and is named).
#>
param(
    [Parameter(Mandatory = $true)][string]$Folder,
    [Parameter(Mandatory = $true)][string]$Output,
    [switch]$CopyTables
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2

$script:Files = New-Object System.Collections.ArrayList
$script:LeftOut = New-Object System.Collections.ArrayList
$Invariant = [System.Globalization.CultureInfo]::InvariantCulture

function Skip([string]$Path, [string]$Why) {
    [void]$script:LeftOut.Add($Path)
    Write-Warning ('{0}: {1}' -f $Path, $Why)
}

# JSON text as Umstieg writes it: only what JSON demands is escaped
function ConvertTo-JsonText([string]$Text) {
    $builder = New-Object System.Text.StringBuilder
    [void]$builder.Append('"')
    foreach ($character in $Text.ToCharArray()) {
        $code = [int]$character
        if ($code -eq 34 -or $code -eq 92) { [void]$builder.Append('\').Append($character) }
        elseif ($code -lt 32) { [void]$builder.Append('\u').Append($code.ToString('x4', $Invariant)) }
        else { [void]$builder.Append($character) }
    }
    [void]$builder.Append('"')
    return $builder.ToString()
}

function Get-DigestByCertutil([string]$Path) {
    $lines = & certutil.exe -hashfile $Path SHA256
    if ($LASTEXITCODE -ne 0) { throw ('certutil ended with {0}' -f $LASTEXITCODE) }
    foreach ($line in $lines) {
        $digest = $line -replace '\s', ''
        if ($digest -match '^[0-9a-fA-F]{64}$') { return $digest.ToLowerInvariant() }
    }
    throw 'certutil printed no SHA-256'
}

function Get-Digest([string]$Path) {
    try {
        $algorithm = [System.Security.Cryptography.SHA256]::Create()
        $stream = New-Object System.IO.FileStream($Path, [System.IO.FileMode]::Open, [System.IO.FileAccess]::Read, ([System.IO.FileShare]'ReadWrite, Delete'))
        try { $bytes = $algorithm.ComputeHash($stream) } finally { $stream.Close() }
        return ([System.BitConverter]::ToString($bytes) -replace '-', '').ToLowerInvariant()
    }
    catch {
        $why = $_.Exception.Message
        try { return Get-DigestByCertutil $Path }
        catch { throw ('{0} ({1})' -f $why, $_.Exception.Message) }
    }
}

# Depth first, without following anything that points elsewhere
function Add-Folder([System.IO.DirectoryInfo]$Directory, [string]$Prefix) {
    try { $entries = $Directory.GetFileSystemInfos() }
    catch {
        Skip $Directory.FullName $_.Exception.Message
        return
    }
    foreach ($entry in $entries) {
        $path = $Prefix + $entry.Name
        if (($entry.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0) { Skip $path 'is a link or another reparse point' }
        elseif ($entry -is [System.IO.DirectoryInfo]) { Add-Folder $entry ($path + '/') }
        else { [void]$script:Files.Add(@($path, $entry)) }
    }
}

function Get-Line([string]$Path, [System.IO.FileInfo]$File) {
    $size = $File.Length
    $time = $File.LastWriteTimeUtc
    $digest = Get-Digest $File.FullName
    $File.Refresh()
    if ($File.Length -ne $size -or $File.LastWriteTimeUtc -ne $time) { throw 'changed while it was read' }
    $parts = @(
        ('"path":' + (ConvertTo-JsonText $Path)),
        ('"size":' + $size.ToString($Invariant)),
        ('"sha256":"' + $digest + '"'),
        ('"mtime":"' + $time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", $Invariant) + '"')
    )
    return '{' + [string]::Join(',', $parts) + '}'
}

# Relative paths as the console means them: .NET would start from the folder the process began in
function Resolve-Full([string]$Path) {
    return $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

$source = New-Object System.IO.DirectoryInfo((Resolve-Full $Folder))
if (-not $source.Exists) {
    Write-Warning ('There is no folder "{0}".' -f $source.FullName)
    exit 2
}
$target = Resolve-Full $Output
if (($target.TrimEnd('\') + '\').StartsWith($source.FullName.TrimEnd('\') + '\', [System.StringComparison]::OrdinalIgnoreCase)) {
    Write-Warning ('"{0}" lies in the inspected folder. Nothing is ever written there; choose another place.' -f $target)
    exit 2
}
try { [void][System.IO.Directory]::CreateDirectory($target) }
catch {
    Write-Warning ('"{0}" cannot be made: {1}' -f $target, $_.Exception.Message)
    exit 2
}

Add-Folder $source ''
$paths = [string[]]@($script:Files | ForEach-Object { $_[0] })
$infos = [object[]]@($script:Files | ForEach-Object { $_[1] })
[System.Array]::Sort($paths, $infos, [System.StringComparer]::Ordinal)

$lines = New-Object System.Collections.ArrayList
for ($i = 0; $i -lt $paths.Length; $i++) {
    Write-Progress -Activity 'SHA-256' -Status $paths[$i] -PercentComplete (100 * $i / $paths.Length)
    try { [void]$lines.Add((Get-Line $paths[$i] $infos[$i])) }
    catch { Skip $paths[$i] $_.Exception.Message }
}

$text = '{"format":"umstieg-manifest/1","files":[' + "`n" + [string]::Join(",`n", [string[]]$lines) + "`n]}`n"
$manifest = [System.IO.Path]::Combine($target, 'manifest.json')
[System.IO.File]::WriteAllText($manifest, $text, (New-Object System.Text.UTF8Encoding($false)))
if ($CopyTables) {
    for ($i = 0; $i -lt $paths.Length; $i++) {
        if ($paths[$i] -notmatch '^[^/]+\.(csv|txt)$') { continue }
        $copy = [System.IO.Path]::Combine($target, $paths[$i])
        try {
            [System.IO.File]::Copy($infos[$i].FullName, $copy, $true)
            # A copy inherits "read-only"; the next run could not replace it
            [System.IO.File]::SetAttributes($copy, [System.IO.FileAttributes]::Normal)
        }
        catch { Skip $paths[$i] ('not copied: ' + $_.Exception.Message) }
    }
}
Write-Output ('{0} files -> {1}' -f $lines.Count, $manifest)
if ($script:LeftOut.Count -gt 0) {
    Write-Warning ('{0} entries were left out (see above). Manifest or copies are not complete.' -f $script:LeftOut.Count)
    exit 5
}
exit 0
