<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>Open a capture file</source>
        <translation>Einen Mitschnitt öffnen</translation>
    </message>
    <message>
        <source>&amp;Import a hex dump…</source>
        <translation>Hex-Dump &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save all or some frames as pcapng, pcap, CSV or text</source>
        <translation>Alle oder einige Frames als pcapng, pcap, CSV oder Text speichern</translation>
    </message>
    <message>
        <source>Export &amp;bytes…</source>
        <translation>&amp;Bytes exportieren…</translation>
    </message>
    <message>
        <source>Reco&amp;ver captures…</source>
        <translation>Mitschnitte &amp;wiederherstellen…</translation>
    </message>
    <message>
        <source>Open or delete captures that were left when TapScope ended unexpectedly</source>
        <translation>Mitschnitte öffnen oder löschen, die nach einem unerwarteten Ende von TapScope übrig sind</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Close the capture</source>
        <translation>Den Mitschnitt schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected frames&apos; columns, or the fields as text</source>
        <translation>Die Spalten der ausgewählten Frames oder die Felder als Text kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>&amp;Wert kopieren</translation>
    </message>
    <message>
        <source>Copy the value of the selected field, or of the column that was clicked</source>
        <translation>Den Wert des ausgewählten Feldes oder der angeklickten Spalte kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation>&amp;Namen kopieren</translation>
    </message>
    <message>
        <source>Copy the selected field&apos;s name, as filters use it</source>
        <translation>Den Namen des ausgewählten Feldes kopieren, wie Filter ihn benutzen</translation>
    </message>
    <message>
        <source>Copy &amp;description</source>
        <translation>&amp;Beschreibung kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;filter</source>
        <translation>Als &amp;Filter kopieren</translation>
    </message>
    <message>
        <source>Copy a filter for the selected value</source>
        <translation>Einen Filter für den ausgewählten Wert kopieren</translation>
    </message>
    <message>
        <source>Copy bytes as &amp;hex</source>
        <translation>Bytes als &amp;Hex kopieren</translation>
    </message>
    <message>
        <source>Copy the highlighted bytes, or all, in hex</source>
        <translation>Die hervorgehobenen oder alle Bytes hexadezimal kopieren</translation>
    </message>
    <message>
        <source>Copy bytes as C &amp;array</source>
        <translation>Bytes als &amp;C-Array kopieren</translation>
    </message>
    <message>
        <source>Copy the highlighted bytes, or all, as a C array</source>
        <translation>Die hervorgehobenen oder alle Bytes als C-Array kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Select all frames</source>
        <translation>Alle Frames auswählen</translation>
    </message>
    <message>
        <source>&amp;Find frame…</source>
        <translation>Frame &amp;suchen…</translation>
    </message>
    <message>
        <source>Find a frame by text, bytes or a filter</source>
        <translation>Einen Frame nach Text, Bytes oder mit einem Filter suchen</translation>
    </message>
    <message>
        <source>Find ne&amp;xt</source>
        <translation>Nächst&amp;en suchen</translation>
    </message>
    <message>
        <source>Find the next frame</source>
        <translation>Den nächsten Frame suchen</translation>
    </message>
    <message>
        <source>Find p&amp;revious</source>
        <translation>&amp;Vorherigen suchen</translation>
    </message>
    <message>
        <source>Find the previous frame</source>
        <translation>Den vorherigen Frame suchen</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>&amp;Markieren</translation>
    </message>
    <message>
        <source>Mark the selected frames, or remove their marks</source>
        <translation>Die ausgewählten Frames markieren oder ihre Markierung entfernen</translation>
    </message>
    <message>
        <source>Mark all displa&amp;yed</source>
        <translation>Alle angezeigten ma&amp;rkieren</translation>
    </message>
    <message>
        <source>&amp;Unmark all</source>
        <translation>A&amp;lle Markierungen entfernen</translation>
    </message>
    <message>
        <source>Remove all marks</source>
        <translation>Alle Markierungen entfernen</translation>
    </message>
    <message>
        <source>&amp;Time reference</source>
        <translation>&amp;Zeitreferenz</translation>
    </message>
    <message>
        <source>U&amp;nset all time references</source>
        <translation>Alle Zeitreferenzen a&amp;ufheben</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Type a field filter</source>
        <translation>Einen Feldfilter eingeben</translation>
    </message>
    <message>
        <source>Expand t&amp;he field</source>
        <translation>Feld &amp;aufklappen</translation>
    </message>
    <message>
        <source>Expand the selected field and all fields in it</source>
        <translation>Das ausgewählte Feld mit allen Feldern darin aufklappen</translation>
    </message>
    <message>
        <source>Expan&amp;d all</source>
        <translation>Alle a&amp;ufklappen</translation>
    </message>
    <message>
        <source>Expand all fields of the frame</source>
        <translation>Alle Felder des Frames aufklappen</translation>
    </message>
    <message>
        <source>Collapse &amp;all</source>
        <translation>Alle &amp;zuklappen</translation>
    </message>
    <message>
        <source>Collapse all fields of the frame</source>
        <translation>Alle Felder des Frames zuklappen</translation>
    </message>
    <message>
        <source>Co&amp;lour frames</source>
        <translation>F&amp;rames einfärben</translation>
    </message>
    <message>
        <source>Reset conversation colo&amp;urs</source>
        <translation>Konversationsfarben &amp;löschen</translation>
    </message>
    <message>
        <source>Remove the colours of conversations</source>
        <translation>Die Farben der Konversationen entfernen</translation>
    </message>
    <message>
        <source>Colourin&amp;g rules…</source>
        <translation>Einfärbere&amp;geln…</translation>
    </message>
    <message>
        <source>Edit the rules that colour frames</source>
        <translation>Die Regeln bearbeiten, nach denen Frames eingefärbt werden</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ansich&amp;t vergrößern</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>&amp;Zoom out</source>
        <translation>Ansic&amp;ht verkleinern</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Nor&amp;mal size</source>
        <translation>Ansicht &amp;100 %</translation>
    </message>
    <message>
        <source>Full scr&amp;een</source>
        <translation>Vollb&amp;ild</translation>
    </message>
    <message>
        <source>&amp;Resize columns</source>
        <translation>Spaltenbreiten &amp;optimieren</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>La&amp;yout zurücksetzen</translation>
    </message>
    <message>
        <source>Frame in a new &amp;window</source>
        <translation>Fra&amp;me in neuem Fenster</translation>
    </message>
    <message>
        <source>Ne&amp;xt pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>Move the focus to the next part of the window</source>
        <translation>Den Fokus in den nächsten Bereich des Fensters setzen</translation>
    </message>
    <message>
        <source>Pre&amp;vious pane</source>
        <translation>&amp;Vorheriger Bereich</translation>
    </message>
    <message>
        <source>Move the focus to the previous part of the window</source>
        <translation>Den Fokus in den vorherigen Bereich des Fensters setzen</translation>
    </message>
    <message>
        <source>&amp;Next frame</source>
        <translation>&amp;Nächster Frame</translation>
    </message>
    <message>
        <source>Go to the next frame</source>
        <translation>Zum nächsten Frame gehen</translation>
    </message>
    <message>
        <source>&amp;Previous frame</source>
        <translation>&amp;Vorheriger Frame</translation>
    </message>
    <message>
        <source>Go to the previous frame</source>
        <translation>Zum vorherigen Frame gehen</translation>
    </message>
    <message>
        <source>&amp;First frame</source>
        <translation>&amp;Erster Frame</translation>
    </message>
    <message>
        <source>Go to the first frame</source>
        <translation>Zum ersten Frame gehen</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>&amp;Letzter Frame</translation>
    </message>
    <message>
        <source>Next in the &amp;conversation</source>
        <translation>Nächster in der &amp;Konversation</translation>
    </message>
    <message>
        <source>Pre&amp;vious in the conversation</source>
        <translation>Vorheriger in der K&amp;onversation</translation>
    </message>
    <message>
        <source>Next &amp;mark</source>
        <translation>Nächste &amp;Markierung</translation>
    </message>
    <message>
        <source>Go to the next marked frame</source>
        <translation>Zum nächsten markierten Frame gehen</translation>
    </message>
    <message>
        <source>Previous mar&amp;k</source>
        <translation>Vorherige Ma&amp;rkierung</translation>
    </message>
    <message>
        <source>Go to the previous marked frame</source>
        <translation>Zum vorherigen markierten Frame gehen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>F&amp;orward</source>
        <translation>Vor&amp;wärts</translation>
    </message>
    <message>
        <source>L&amp;inked frame</source>
        <translation>Verknü&amp;pfter Frame</translation>
    </message>
    <message>
        <source>&amp;Go to frame…</source>
        <translation>&amp;Gehe zu Frame…</translation>
    </message>
    <message>
        <source>Go to a frame by its number</source>
        <translation>Zum Frame mit einer bestimmten Nummer gehen</translation>
    </message>
    <message>
        <source>&amp;Auto scroll</source>
        <translation>&amp;Automatisch scrollen</translation>
    </message>
    <message>
        <source>Keep the newest frame in view</source>
        <translation>Den neuesten Frame im Blick behalten</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Start a capture on the selected devices</source>
        <translation>Einen Mitschnitt auf den ausgewählten Geräten starten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>Stop the capture</source>
        <translation>Den Mitschnitt stoppen</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>&amp;Options…</source>
        <translation>&amp;Optionen…</translation>
    </message>
    <message>
        <source>&amp;New device…</source>
        <translation>&amp;Neues Gerät…</translation>
    </message>
    <message>
        <source>Create a TAP, a TUN or a vETH pair</source>
        <translation>Ein TAP, ein TUN oder ein vETH-Paar erstellen</translation>
    </message>
    <message>
        <source>&amp;Switch on or off</source>
        <translation>&amp;Aktivieren/deaktivieren</translation>
    </message>
    <message>
        <source>&amp;Move to a namespace…</source>
        <translation>In Namensraum verschie&amp;ben…</translation>
    </message>
    <message>
        <source>Move the selected device to another network namespace</source>
        <translation>Das ausgewählte Gerät in einen anderen Netzwerk-Namensraum verschieben</translation>
    </message>
    <message>
        <source>&amp;Destroy…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Show only this frame&apos;s conversation, by its innermost addresses and ports</source>
        <translation>Nur die Konversation dieses Frames zeigen, nach den innersten Adressen und Ports</translation>
    </message>
    <message>
        <source>Show only what these two MAC addresses send each other</source>
        <translation>Nur zeigen, was diese beiden MAC-Adressen einander senden</translation>
    </message>
    <message>
        <source>Show only what these two IP addresses send each other</source>
        <translation>Nur zeigen, was diese beiden IP-Adressen einander senden</translation>
    </message>
    <message>
        <source>Show only what these two addresses and ports send each other</source>
        <translation>Nur zeigen, was diese beiden Adressen und Ports einander senden</translation>
    </message>
    <message>
        <source>T&amp;his interface only</source>
        <translation>Nur diese &amp;Schnittstelle</translation>
    </message>
    <message>
        <source>Show only frames of this frame&apos;s interface</source>
        <translation>Nur Frames der Schnittstelle dieses Frames zeigen</translation>
    </message>
    <message>
        <source>Follow &amp;stream…</source>
        <translation>Stream &amp;folgen…</translation>
    </message>
    <message>
        <source>&amp;Decode as…</source>
        <translation>&amp;Dekodieren als…</translation>
    </message>
    <message>
        <source>Choose the protocol that a port or EtherType carries</source>
        <translation>Festlegen, welches Protokoll ein Port oder EtherType trägt</translation>
    </message>
    <message>
        <source>&amp;Enabled protocols…</source>
        <translation>Aktivierte &amp;Protokolle…</translation>
    </message>
    <message>
        <source>Choose the protocols that are decoded</source>
        <translation>Festlegen, welche Protokolle dekodiert werden</translation>
    </message>
    <message>
        <source>Supported &amp;protocols…</source>
        <translation>&amp;Unterstützte Protokolle…</translation>
    </message>
    <message>
        <source>All protocols and fields that can be decoded</source>
        <translation>Alle Protokolle und Felder, die dekodiert werden können</translation>
    </message>
    <message>
        <source>Capture file pr&amp;operties…</source>
        <translation>&amp;Eigenschaften des Mitschnitts…</translation>
    </message>
    <message>
        <source>File, times, interfaces and counts of this capture</source>
        <translation>Datei, Zeiten, Schnittstellen und Anzahlen dieses Mitschnitts</translation>
    </message>
    <message>
        <source>S&amp;tatistics…</source>
        <translation>S&amp;tatistiken…</translation>
    </message>
    <message>
        <source>Conversations, protocols, traffic over time and more</source>
        <translation>Konversationen, Protokolle, Verkehr über die Zeit und mehr</translation>
    </message>
    <message>
        <source>Inject &amp;this frame…</source>
        <translation>&amp;Diesen Frame injizieren…</translation>
    </message>
    <message>
        <source>&amp;Plugins…</source>
        <translation>&amp;Plugins…</translation>
    </message>
    <message>
        <source>&amp;Reload scripts</source>
        <translation>Skripte &amp;neu laden</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>&amp;Tastenkürzel…</translation>
    </message>
    <message>
        <source>All actions with their keys</source>
        <translation>Alle Aktionen mit ihren Tasten</translation>
    </message>
    <message>
        <source>&amp;About TapScope</source>
        <translation>Ü&amp;ber TapScope</translation>
    </message>
    <message>
        <source>Version and licence of this program</source>
        <translation>Version und Lizenz dieses Programms</translation>
    </message>
    <message>
        <source>Copy bytes as hex d&amp;ump</source>
        <translation>Bytes als Hex-&amp;Dump kopieren</translation>
    </message>
    <message>
        <source>Copy the highlighted bytes, or all, as offsets, hex and text</source>
        <translation>Die hervorgehobenen oder alle Bytes mit Offset, Hex und Text kopieren</translation>
    </message>
    <message>
        <source>Copy bytes as te&amp;xt</source>
        <translation>Bytes als Te&amp;xt kopieren</translation>
    </message>
    <message>
        <source>Add a &amp;comment…</source>
        <translation>K&amp;ommentar hinzufügen…</translation>
    </message>
    <message>
        <source>Write a comment on the selected frames</source>
        <translation>Einen Kommentar zu den ausgewählten Frames schreiben</translation>
    </message>
    <message>
        <source>&amp;Edit the comments…</source>
        <translation>Kommen&amp;tare bearbeiten…</translation>
    </message>
    <message>
        <source>Change, add or delete comments on the current frame</source>
        <translation>Kommentare zum aktuellen Frame ändern, hinzufügen oder löschen</translation>
    </message>
    <message>
        <source>&amp;Delete the comments</source>
        <translation>Kommentare l&amp;öschen</translation>
    </message>
    <message>
        <source>Delete all comments on the selected frames</source>
        <translation>Alle Kommentare zu den ausgewählten Frames löschen</translation>
    </message>
    <message>
        <source>Comments on the &amp;file…</source>
        <translation>Kommentare zur &amp;Datei…</translation>
    </message>
    <message>
        <source>Change, add or delete comments on the capture as a whole</source>
        <translation>Kommentare zum ganzen Mitschnitt ändern, hinzufügen oder löschen</translation>
    </message>
    <message>
        <source>Go to the last frame; while a capture runs, stay with the newest</source>
        <translation>Zum letzten Frame gehen; während eines Mitschnitts beim neuesten bleiben</translation>
    </message>
    <message>
        <source>Apply as &amp;column</source>
        <translation>Als Spalte an&amp;wenden</translation>
    </message>
    <message>
        <source>Show the selected field as a column of the list</source>
        <translation>Das ausgewählte Feld als Spalte der Liste zeigen</translation>
    </message>
    <message>
        <source>TCP stream &amp;graphs…</source>
        <translation>TCP-&amp;Graphen…</translation>
    </message>
    <message>
        <source>Sequence numbers, round-trip times, throughput and window of this TCP connection</source>
        <translation>Sequenznummern, Umlaufzeiten, Durchsatz und Fenster dieser TCP-Verbindung</translation>
    </message>
    <message>
        <source>F&amp;low graph…</source>
        <translation>F&amp;lussdiagramm…</translation>
    </message>
    <message>
        <source>Ma&amp;p of the wiring…</source>
        <translation>&amp;Verkabelungsplan…</translation>
    </message>
    <message>
        <source>The devices of all namespaces, and how they are connected</source>
        <translation>Die Geräte aller Namensräume und wie sie verbunden sind</translation>
    </message>
    <message>
        <source>Mer&amp;ge…</source>
        <translation>Zusammen&amp;führen…</translation>
    </message>
    <message>
        <source>Export ob&amp;jects…</source>
        <translation>Ob&amp;jekte exportieren…</translation>
    </message>
    <message>
        <source>&amp;Ignore</source>
        <translation>I&amp;gnorieren</translation>
    </message>
    <message>
        <source>Do not decode the selected frames, or decode them again</source>
        <translation>Die ausgewählten Frames nicht dekodieren, oder wieder dekodieren</translation>
    </message>
    <message>
        <source>I&amp;gnore all displayed</source>
        <translation>Alle angezeig&amp;ten ignorieren</translation>
    </message>
    <message>
        <source>&amp;Decode all ignored frames</source>
        <translation>Ignorieren f&amp;ür alle aufheben</translation>
    </message>
    <message>
        <source>Shift tim&amp;es…</source>
        <translation>Zeiten &amp;ändern…</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy the selected frames&apos; columns as comma-separated values, with a line of titles</source>
        <translation>Die Spalten der ausgewählten Frames als durch Kommas getrennte Werte kopieren, mit einer Titelzeile</translation>
    </message>
    <message>
        <source>Copy as &amp;YAML</source>
        <translation>Als &amp;YAML kopieren</translation>
    </message>
    <message>
        <source>Copy the selected frames&apos; columns as YAML, a document for each frame</source>
        <translation>Die Spalten der ausgewählten Frames als YAML kopieren, ein Dokument je Frame</translation>
    </message>
    <message>
        <source>Colour frames with this value…</source>
        <translation>Frames mit diesem Wert färben…</translation>
    </message>
    <message>
        <source>Bytes as bits</source>
        <translation>Bytes als Bits</translation>
    </message>
    <message>
        <source>Show each byte as eight bits instead of two hexadecimal digits</source>
        <translation>Jedes Byte als acht Bits statt als zwei Hexadezimalziffern zeigen</translation>
    </message>
    <message>
        <source>&amp;Manual…</source>
        <translation>&amp;Handbuch…</translation>
    </message>
    <message>
        <source>Make a capture from the bytes in a log or in another program&apos;s output</source>
        <translation>Aus Bytes in einem Protokoll oder der Ausgabe eines anderen Programms einen Mitschnitt machen</translation>
    </message>
    <message>
        <source>Save the capture to its file</source>
        <translation>Den Mitschnitt in der zuletzt benutzten Datei speichern</translation>
    </message>
    <message>
        <source>Write the highlighted bytes, or the whole frame, to a file</source>
        <translation>Die hervorgehobenen Bytes oder den ganzen Frame in eine Datei schreiben</translation>
    </message>
    <message>
        <source>List and save objects transferred over HTTP, TFTP and SMTP</source>
        <translation>Auflisten und speichern, was mit HTTP, TFTP und SMTP übertragen wurde</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>Dru&amp;cken…</translation>
    </message>
    <message>
        <source>Print frames, or save them as a PDF document</source>
        <translation>Frames drucken oder als PDF-Dokument speichern</translation>
    </message>
    <message>
        <source>Quit TapScope</source>
        <translation>TapScope beenden</translation>
    </message>
    <message>
        <source>Copy the selected field&apos;s line in the tree</source>
        <translation>Die Zeile des ausgewählten Feldes im Baum kopieren</translation>
    </message>
    <message>
        <source>Copy the printable characters of the highlighted bytes, or of all bytes</source>
        <translation>Das Druckbare der hervorgehobenen oder aller Bytes kopieren</translation>
    </message>
    <message>
        <source>Copy bytes as a strin&amp;g</source>
        <translation>Bytes als Zeichen&amp;kette kopieren</translation>
    </message>
    <message>
        <source>Copy the highlighted bytes, or all, as a string of escaped bytes, such as &quot;\x45\x00&quot;</source>
        <translation>Die hervorgehobenen Bytes oder alle als Zeichenkette mit Escape-Folgen kopieren, etwa &quot;\x45\x00&quot;</translation>
    </message>
    <message>
        <source>Mark every displayed frame</source>
        <translation>Alle Frames markieren, die der Filter anzeigt</translation>
    </message>
    <message>
        <source>Do not decode any displayed frame</source>
        <translation>Keinen Frame dekodieren, den der Filter zeigt</translation>
    </message>
    <message>
        <source>Stop ignoring frames</source>
        <translation>Keinen Frame mehr ignorieren</translation>
    </message>
    <message>
        <source>Show times relative to the current frame, or stop doing so</source>
        <translation>Zeiten ab dem aktuellen Frame zählen oder dies aufheben</translation>
    </message>
    <message>
        <source>Show all times relative to the first frame again</source>
        <translation>Alle Zeiten wieder ab dem ersten Frame zählen</translation>
    </message>
    <message>
        <source>Make a copy of the capture with shifted times</source>
        <translation>Den Mitschnitt kopieren und den Frames dabei andere Zeiten geben</translation>
    </message>
    <message>
        <source>Collapse the field</source>
        <translation>Das Feld zuklappen</translation>
    </message>
    <message>
        <source>Collapse the selected field and all fields in it</source>
        <translation>Das ausgewählte Feld und alle Felder darin zuklappen</translation>
    </message>
    <message>
        <source>Colour frames by the colouring rules</source>
        <translation>Frames in den Farben der Regeln zeigen</translation>
    </message>
    <message>
        <source>Make a colouring rule from the selected value</source>
        <translation>Aus dem ausgewählten Wert eine Farbregel machen</translation>
    </message>
    <message>
        <source>Text of the normal size</source>
        <translation>Schrift in der üblichen Größe</translation>
    </message>
    <message>
        <source>Show the window in full screen</source>
        <translation>Das Fenster auf dem ganzen Bildschirm zeigen</translation>
    </message>
    <message>
        <source>Fit the width of the list&apos;s columns to their contents</source>
        <translation>Die Spalten der Liste so breit machen wie ihren Inhalt</translation>
    </message>
    <message>
        <source>Show all panes and columns in their default sizes</source>
        <translation>Alle Bereiche und Spalten in ihren üblichen Größen zeigen</translation>
    </message>
    <message>
        <source>Go to the next frame between the same two endpoints</source>
        <translation>Zum nächsten Frame zwischen denselben beiden Enden gehen</translation>
    </message>
    <message>
        <source>Go to the previous frame between the same two endpoints</source>
        <translation>Zum vorherigen Frame zwischen denselben beiden Enden gehen</translation>
    </message>
    <message>
        <source>Go back to the frame shown before</source>
        <translation>Zum zuvor betrachteten Frame gehen</translation>
    </message>
    <message>
        <source>Go forward to the frame shown after this one</source>
        <translation>Zum danach betrachteten Frame gehen</translation>
    </message>
    <message>
        <source>Go to the frame that the selected field refers to</source>
        <translation>Zu dem Frame gehen, den das ausgewählte Feld nennt</translation>
    </message>
    <message>
        <source>Stop the capture and start it again</source>
        <translation>Den Mitschnitt stoppen und von vorn beginnen</translation>
    </message>
    <message>
        <source>Device, mode, filter, file and stop conditions of the next capture</source>
        <translation>Gerät, Modus, Filter, Datei und Ende des nächsten Mitschnitts</translation>
    </message>
    <message>
        <source>Re&amp;mote machine…</source>
        <translation>Andere &amp;Maschine…</translation>
    </message>
    <message>
        <source>Capture and configure devices of another machine through ssh</source>
        <translation>Geräte einer anderen Maschine über ssh mitschneiden und einstellen</translation>
    </message>
    <message>
        <source>&amp;Capture on the device</source>
        <translation>Darauf &amp;mitschneiden</translation>
    </message>
    <message>
        <source>&amp;Innermost layer</source>
        <translation>Der &amp;innersten Schicht</translation>
    </message>
    <message>
        <source>&amp;Ethernet</source>
        <translation>Von &amp;Ethernet</translation>
    </message>
    <message>
        <source>I&amp;P</source>
        <translation>Von I&amp;P</translation>
    </message>
    <message>
        <source>&amp;TCP or UDP</source>
        <translation>Von &amp;TCP oder UDP</translation>
    </message>
    <message>
        <source>Show the data that the two endpoints of this conversation exchanged</source>
        <translation>Die Daten zeigen, die die beiden Enden dieser Konversation ausgetauscht haben</translation>
    </message>
    <message>
        <source>Field &amp;reference…</source>
        <translation>Feld &amp;nachschlagen…</translation>
    </message>
    <message>
        <source>Show the selected field in the list of supported protocols</source>
        <translation>Das ausgewählte Feld in der Liste der unterstützten Protokolle zeigen</translation>
    </message>
    <message>
        <source>Show the frames between hosts as a sequence diagram</source>
        <translation>Wer wem was sendet, als Sequenzdiagramm</translation>
    </message>
    <message>
        <source>Send the current frame again, edited if you like</source>
        <translation>Den aktuellen Frame noch einmal senden, auf Wunsch bearbeitet</translation>
    </message>
    <message>
        <source>Loaded plugins, and plugins that were refused and why</source>
        <translation>Geladene Plugins sowie abgelehnte mit dem Grund</translation>
    </message>
    <message>
        <source>Load the Lua decoders again</source>
        <translation>Die in Lua geschriebenen Decoder neu einlesen</translation>
    </message>
    <message>
        <source>Filters, frame list, permissions, command line and Lua decoders</source>
        <translation>Filter, Liste, Rechte, Skripte und Kommandozeile</translation>
    </message>
    <message>
        <source>Colours, text, columns of the list, and where captures are kept</source>
        <translation>Farben, Schrift, Spalten der Liste und der Ort der Mitschnitte</translation>
    </message>
    <message>
        <source>Show the current frame in a separate window</source>
        <translation>Den aktuellen Frame in einem eigenen Fenster zeigen</translation>
    </message>
    <message>
        <source>Bytes as EBCDIC</source>
        <translation>Bytes als EBCDIC</translation>
    </message>
    <message>
        <source>Read the text beside the bytes as EBCDIC instead of ASCII</source>
        <translation>Den Text neben den Bytes als EBCDIC statt ASCII lesen</translation>
    </message>
    <message>
        <source>Switch the selected devices on or off</source>
        <translation>Die ausgewählten Geräte aktivieren oder deaktivieren</translation>
    </message>
    <message>
        <source>Destroy the selected devices</source>
        <translation>Die ausgewählten Geräte löschen</translation>
    </message>
    <message>
        <source>Merge several files into one capture, in the order of the frames&apos; times</source>
        <translation>Aus mehreren Dateien einen Mitschnitt machen, in der Reihenfolge der Zeiten der Frames</translation>
    </message>
    <message>
        <source>&amp;Captured devices</source>
        <translation>Mitgeschnittene &amp;Geräte</translation>
    </message>
    <message>
        <source>Show for each captured device its state, its frames, and what is missing</source>
        <translation>Zu jedem mitgeschnittenen Gerät Zustand, Frames und Fehlendes zeigen</translation>
    </message>
    <message>
        <source>Search the devices by name, alias, address, kind or program</source>
        <translation>Geräte nach Name, Alias, Adresse, Art oder Programm durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Find a device</source>
        <translation>Gerät &amp;suchen</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>&amp;Neu laden</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>Die Datei noch einmal lesen</translation>
    </message>
    <message>
        <source>Export TLS session &amp;keys…</source>
        <translation>TLS-Sitzungsschlüssel e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Write the TLS keys of the capture to a key log file</source>
        <translation>Die TLS-Schlüssel des Mitschnitts in eine Schlüsseldatei schreiben</translation>
    </message>
    <message>
        <source>Next time reference</source>
        <translation>Nächste Zeitreferenz</translation>
    </message>
    <message>
        <source>Go to the next time reference</source>
        <translation>Zur nächsten Zeitreferenz gehen</translation>
    </message>
    <message>
        <source>Previous time reference</source>
        <translation>Vorige Zeitreferenz</translation>
    </message>
    <message>
        <source>Go to the previous time reference</source>
        <translation>Zur vorigen Zeitreferenz gehen</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>&amp;Mitschnitt</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>Ge&amp;räte</translation>
    </message>
    <message>
        <source>&amp;Analyze</source>
        <translation>A&amp;nalyse</translation>
    </message>
    <message>
        <source>&amp;Inject</source>
        <translation>&amp;Injizieren</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>tapscope: ended without waiting for %1, which does not respond
</source>
        <translation>tapscope: beendet, ohne auf das zu warten, was nicht zurückkehrt: %1
</translation>
    </message>
</context>
<context>
    <name>tapscope</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 is larger than 1 MiB</source>
        <translation>%1 ist größer als 1 MiB</translation>
    </message>
    <message>
        <source>The column %1: there is no field %2</source>
        <translation>Spalte %1: es gibt kein Feld %2</translation>
    </message>
    <message>
        <source>%1 other preferences</source>
        <translation>%1 andere Einstellungen</translation>
    </message>
    <message>
        <source>colorfilters: %1</source>
        <translation>colorfilters: %1</translation>
    </message>
    <message>
        <source>The colouring rule %1 is switched off: %2</source>
        <translation>Die Einfärberegel %1 ist abgeschaltet: %2</translation>
    </message>
    <message>
        <source>%1 colouring rules</source>
        <translation>%1 Einfärberegeln</translation>
    </message>
    <message>
        <source>The filter %1: %2</source>
        <translation>Filter %1: %2</translation>
    </message>
    <message>
        <source>The button %1: %2</source>
        <translation>Knopf %1: %2</translation>
    </message>
    <message>
        <source>it has no filter</source>
        <translation>er hat keinen Filter</translation>
    </message>
    <message>
        <source>%1 filter buttons</source>
        <translation>%1 Filterknöpfe</translation>
    </message>
    <message>
        <source>The file %1</source>
        <translation>Die Datei %1</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>up</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>up, its peer is off</source>
        <translation>aktiv, Gegenstelle inaktiv</translation>
    </message>
    <message>
        <source>up, without carrier</source>
        <translation>aktiv, ohne Carrier</translation>
    </message>
    <message>
        <source>TapScope (this window)</source>
        <translation>TapScope (dieses Fenster)</translation>
    </message>
    <message>
        <source>a process of another user</source>
        <translation>ein Prozess eines anderen Benutzers</translation>
    </message>
    <message>
        <source>up, no program has it open</source>
        <translation>aktiv, kein Programm hat es offen</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>a file system</source>
        <translation>ein Dateisystem</translation>
    </message>
    <message>
        <source>the plugin %1</source>
        <translation>das Plugin %1</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>Datei ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %L1 byte(s) to %2</source>
        <translation>
            <numerusform>%L1 Byte in %2 geschrieben</numerusform>
            <numerusform>%L1 Byte in %2 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>The wiring</source>
        <translation>Die Verkabelung</translation>
    </message>
    <message>
        <source>wiring</source>
        <translation>verkabelung</translation>
    </message>
    <message>
        <source>%1 already exists. Replacing it deletes its contents.</source>
        <translation>%1 existiert bereits. Das Ersetzen löscht den Inhalt.</translation>
    </message>
    <message>
        <source>The column %1 shows all values of its field, not only value %2</source>
        <translation>Spalte %1: sie zeigt alle Werte statt nur Wert %2</translation>
    </message>
    <message>
        <source>The column %1: TapScope has no column for %2</source>
        <translation>Spalte %1: nichts hier entspricht %2</translation>
    </message>
    <message>
        <source>The column %1: another column shows the same</source>
        <translation>Spalte %1: sie zeigt dasselbe wie eine andere</translation>
    </message>
    <message>
        <source>%1 visible columns</source>
        <translation>%1 gezeigte Spalten</translation>
    </message>
    <message>
        <source>dfilters: this line is not a filter: %1</source>
        <translation>Eine Zeile in dfilters ist kein Filter: %1</translation>
    </message>
    <message>
        <source>%1 bookmarked filters</source>
        <translation>%1 gemerkte Filter</translation>
    </message>
    <message>
        <source>dfilter_buttons: this line is not a button: %1</source>
        <translation>Eine Zeile in dfilter_buttons ist kein Knopf: %1</translation>
    </message>
    <message>
        <source>The button %1: it is switched off</source>
        <translation>Knopf %1: er ist abgeschaltet</translation>
    </message>
    <message>
        <source>the plugin %1 or a file system</source>
        <translation>das Plugin %1 oder ein Dateisystem</translation>
    </message>
    <message>
        <source>%L1 more</source>
        <translation>%L1 weitere</translation>
    </message>
</context>
<context>
    <name>tapscope::AboutDialog</name>
    <message>
        <source>About TapScope</source>
        <translation>Über TapScope</translation>
    </message>
    <message>
        <source>TapScope %1 creates, watches, records and feeds TAP devices.

MIT licence. Icons: Lucide (ISC licence).</source>
        <translation>TapScope %1 erzeugt, beobachtet, zeichnet auf und speist TAP-Geräte.

MIT-Lizenz. Symbole: Lucide (ISC-Lizenz).</translation>
    </message>
    <message>
        <source>Plugins:</source>
        <translation>Plugins:</translation>
    </message>
    <message>
        <source>Scripts:</source>
        <translation>Skripte:</translation>
    </message>
    <message>
        <source>Unsaved captures:</source>
        <translation>Ungespeicherte Mitschnitte:</translation>
    </message>
    <message>
        <source>Settings:</source>
        <translation>Einstellungen:</translation>
    </message>
    <message>
        <source>Qt:</source>
        <translation>Qt:</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Read the manual</source>
        <translation>Das Handbuch lesen</translation>
    </message>
</context>
<context>
    <name>tapscope::AnalyzeActions</name>
    <message>
        <source>Only TCP and UDP have streams to follow</source>
        <translation>Nur TCP und UDP haben Streams, denen man folgen kann</translation>
    </message>
    <message>
        <source>Conversation %1</source>
        <translation>Konversation %1</translation>
    </message>
    <message>
        <source>This frame&apos;s interface has no name</source>
        <translation>Die Schnittstelle dieses Frames hat keinen Namen</translation>
    </message>
    <message>
        <source>This frame has no addresses, so it does not belong to a conversation</source>
        <translation>Dieser Frame hat keine Adressen und gehört daher zu keiner Konversation</translation>
    </message>
    <message>
        <source>The selection has no value to filter by</source>
        <translation>Die Auswahl ist kein Wert, nach dem sich filtern lässt</translation>
    </message>
    <message>
        <source>The selection has no value to colour by</source>
        <translation>Nach der Auswahl lässt sich nicht färben</translation>
    </message>
</context>
<context>
    <name>tapscope::AskpassDialog</name>
    <message>
        <source>TapScope: ssh asks</source>
        <translation>TapScope: ssh fragt</translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureControl</name>
    <message>
        <source>Start a new capture?</source>
        <translation>Neuen Mitschnitt starten?</translation>
    </message>
    <message>
        <source>Restart the capture?</source>
        <translation>Mitschnitt neu starten?</translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureDisplay</name>
    <message>
        <source>attached by TapScope</source>
        <translation>an TapScope angehängt</translation>
    </message>
    <message>
        <source>monitored</source>
        <translation>beobachtet</translation>
    </message>
    <message>
        <source>From frame %L1 on, links between frames (responses, relative sequence numbers, retransmissions) are incomplete: the memory for them is used up</source>
        <translation>Ab Frame %L1 ist unvollständig, was Frames übereinander aussagen (Antworten, relative Nummern, Wiederholungen): der Speicher dafür ist erschöpft</translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureFiles</name>
    <message>
        <source>Close the capture?</source>
        <translation>Mitschnitt schließen?</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Mitschnitt öffnen</translation>
    </message>
    <message>
        <source>Captures (*.pcap *.pcapng *.cap *.dmp *.gz *.zst *.lz4)</source>
        <translation>Mitschnitte (*.pcap *.pcapng *.cap *.dmp *.gz *.zst *.lz4)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Read standard input?</source>
        <translation>Standardeingabe lesen?</translation>
    </message>
    <message>
        <source>Open %1?</source>
        <translation>%1 öffnen?</translation>
    </message>
    <message>
        <source>capture</source>
        <translation>mitschnitt</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s) were saved to %2.</source>
        <translation>
            <numerusform>%L1 Frame wurde in %2 gespeichert.</numerusform>
            <numerusform>%L1 Frames wurden in %2 gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 describes the frames, but does not contain them.</source>
        <translation>%1 beschreibt die Frames, enthält sie aber nicht.</translation>
    </message>
    <message numerus="yes">
        <source>Saved %L1 frame(s) to %2</source>
        <translation>
            <numerusform>%L1 Frame in %2 gespeichert</numerusform>
            <numerusform>%L1 Frames in %2 gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>No plugin that writes files is loaded; Tools › Plugins… shows why</source>
        <translation>Kein Plugin, das Dateien schreibt, ist geladen; den Grund nennt Extras › Plugins…</translation>
    </message>
    <message>
        <source>%1 cannot store the changed comments; save the capture as pcapng to keep them</source>
        <translation>%1 hat keinen Platz für die geänderten Kommentare: als pcapng speichern</translation>
    </message>
    <message>
        <source>%1 was converted by Wireshark (editcap)</source>
        <translation>%1 wurde von Wireshark (editcap) umgewandelt</translation>
    </message>
    <message>
        <source>The capture has no keys</source>
        <translation>Der Mitschnitt enthält keine Schlüssel</translation>
    </message>
    <message>
        <source>Reload %1?</source>
        <translation>%1 neu laden?</translation>
    </message>
    <message>
        <source>Export TLS session keys</source>
        <translation>TLS-Sitzungsschlüssel exportieren</translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureOptionsDialog</name>
    <message numerus="yes">
        <source> byte(s)</source>
        <translation>
            <numerusform> Byte</numerusform>
            <numerusform> Byte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> second(s)</source>
        <translation>
            <numerusform> Sekunde</numerusform>
            <numerusform> Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> frame(s)</source>
        <translation>
            <numerusform> Frame</numerusform>
            <numerusform> Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> file(s)</source>
        <translation>
            <numerusform> Datei</numerusform>
            <numerusform> Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>also frames for other hosts</source>
        <translation>auch Frames für andere Hosts</translation>
    </message>
    <message>
        <source>Capture options</source>
        <translation>Mitschnittoptionen</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Anhängen</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Attach where possible</source>
        <translation>Wo möglich anhängen</translation>
    </message>
    <message>
        <source>all frames; for example: tcp port 443 or arp</source>
        <translation>alle Frames; Beispiel: tcp port 443 or arp</translation>
    </message>
    <message>
        <source>a temporary file, until you save</source>
        <translation>eine temporäre Datei, bis gespeichert wird</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Geräte</translation>
    </message>
    <message>
        <source>&amp;Mode</source>
        <translation>&amp;Modus</translation>
    </message>
    <message>
        <source>Capture &amp;filter</source>
        <translation>Mitschnitt&amp;filter</translation>
    </message>
    <message>
        <source>&amp;Snap length</source>
        <translation>&amp;Snap-Länge</translation>
    </message>
    <message>
        <source>Kernel &amp;buffer</source>
        <translation>Kernel-&amp;Puffer</translation>
    </message>
    <message>
        <source>&amp;Promiscuous</source>
        <translation>P&amp;romiscuous</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Stop after time</source>
        <translation>Stopp nach Zeit</translation>
    </message>
    <message>
        <source>Stop after frames</source>
        <translation>Stopp nach Frames</translation>
    </message>
    <message>
        <source>Stop at size</source>
        <translation>Stopp bei Größe</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Record to</source>
        <translation>Aufzeichnen in</translation>
    </message>
    <message>
        <source>pcapng (*.pcapng)</source>
        <translation>pcapng (*.pcapng)</translation>
    </message>
    <message>
        <source>Watches a device that another program owns. Both directions are seen; injected frames reach that program.</source>
        <translation>Beobachtet ein Gerät, das einem anderen Programm gehört. Beide Richtungen sind sichtbar; injizierte Frames erreichen dieses Programm.</translation>
    </message>
    <message>
        <source>Owns the TAP. What the host sends is seen; injected frames reach the host.</source>
        <translation>Besitzt das TAP. Was der Host sendet, ist sichtbar; injizierte Frames erreichen den Host.</translation>
    </message>
    <message>
        <source>Owns each TAP that no other program has open, and watches the others.</source>
        <translation>Besitzt jedes TAP, das kein anderes Programm offen hat, und beobachtet die übrigen.</translation>
    </message>
    <message>
        <source>Separate several names with commas; blue/eth0 is eth0 in the network namespace blue, ssh://user@host/eth0 is eth0 on another machine</source>
        <translation>Mehrere Namen durch Kommas trennen; blue/eth0 liegt im Netzwerk-Namensraum blue, ssh://user@host/eth0 auf einem anderen Rechner</translation>
    </message>
    <message>
        <source>A ring of files needs a file name. A number and the time are added to it.</source>
        <translation>Ein Ring von Dateien braucht einen Namen; Nummer und Zeit werden angefügt.</translation>
    </message>
    <message>
        <source>A number and the time are added to the file name.</source>
        <translation>Nummer und Zeit werden an den Dateinamen angefügt.</translation>
    </message>
    <message>
        <source>Attach another queue</source>
        <translation>Weitere Warteschlange anhängen</translation>
    </message>
    <message>
        <source>Attaches to a multi-queue TAP beside the programs that have it open, and takes some of the frames from them.</source>
        <translation>Hängt sich an ein TAP mit mehreren Warteschlangen neben den Programmen, die es offen haben, und nimmt ihnen einen Teil der Frames.</translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureSession</name>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s) are not in the recording: the disk did not keep up</source>
        <translation>
            <numerusform>%L1 Frame fehlt in der Aufzeichnung: der Datenträger war zu langsam</numerusform>
            <numerusform>%L1 Frames fehlen in der Aufzeichnung: der Datenträger war zu langsam</numerusform>
        </translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Öffnen</translation>
    </message>
    <message numerus="yes">
        <source>Opened %1: %L2 frame(s)</source>
        <translation>
            <numerusform>%1 geöffnet: %L2 Frame</numerusform>
            <numerusform>%1 geöffnet: %L2 Frames</numerusform>
        </translation>
    </message>
    <message>
        <source>The capture does not start: tapscope-helper, a disk or something else it needs does not respond</source>
        <translation>Der Mitschnitt startet nicht: etwas antwortet nicht, etwa tapscope-helper oder ein Datenträger</translation>
    </message>
    <message>
        <source>Opening %1 was stopped; the frames read so far are shown</source>
        <translation>Das Öffnen von %1 wurde abgebrochen; gezeigt wird, was gelesen wurde</translation>
    </message>
    <message>
        <source>%1 was deleted or replaced during the recording: save the capture elsewhere</source>
        <translation>%1 wurde während der Aufzeichnung gelöscht oder ersetzt: den Mitschnitt anderswo speichern</translation>
    </message>
    <message>
        <source>Frames are being written to disk again</source>
        <translation>Der Datenträger nimmt wieder Frames an</translation>
    </message>
    <message>
        <source>The capture does not start: the plugin %1 does not return</source>
        <translation>Der Mitschnitt startet nicht: das Plugin %1 kehrt nicht zurück</translation>
    </message>
    <message>
        <source>The capture did not stop: something that it waits for does not return. It is left behind; the recorded frames are shown</source>
        <translation>Der Mitschnitt endete nicht: etwas, worauf er wartet, kehrt nicht zurück. Er wird zurückgelassen; die aufgezeichneten Frames werden gezeigt</translation>
    </message>
    <message>
        <source>The capture did not stop: the plugin %1 does not return. It is left behind; the recorded frames are shown</source>
        <translation>Der Mitschnitt endete nicht: das Plugin %1 kehrt nicht zurück. Er wird zurückgelassen; die aufgezeichneten Frames werden gezeigt</translation>
    </message>
    <message>
        <source>Capture of %1 started, to %2</source>
        <translation>Mitschnitt von %1 gestartet, nach %2</translation>
    </message>
    <message numerus="yes">
        <source>Capture of %1 stopped: %2 frame(s), %3 dropped</source>
        <translation>
            <numerusform>Mitschnitt von %1 gestoppt: %2 Frame, %3 verworfen</numerusform>
            <numerusform>Mitschnitt von %1 gestoppt: %2 Frames, %3 verworfen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::ChangeWords</name>
    <message>
        <source>Created %1 (%2)</source>
        <translation>%1 erstellt (%2)</translation>
    </message>
    <message>
        <source>Created %1 (%2) with %3</source>
        <translation>%1 erstellt (%2) mit %3</translation>
    </message>
    <message>
        <source>Destroyed %1</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>Switched %1 on</source>
        <translation>%1 aktiviert</translation>
    </message>
    <message>
        <source>Switched %1 off</source>
        <translation>%1 deaktiviert</translation>
    </message>
    <message>
        <source>Created %1 (%2) in the namespace %3</source>
        <translation>%1 (%2) im Namensraum %3 angelegt</translation>
    </message>
</context>
<context>
    <name>tapscope::Colouring</name>
    <message>
        <source>Colouring rule &quot;%1&quot;: %2</source>
        <translation>Einfärberegel „%1“: %2</translation>
    </message>
</context>
<context>
    <name>tapscope::ColouringDialog</name>
    <message>
        <source>Colouring rules</source>
        <translation>Einfärberegeln</translation>
    </message>
    <message>
        <source>Rules: the first one that matches applies</source>
        <translation>Regeln: es gilt die erste, die zutrifft</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Background…</source>
        <translation>Hinter&amp;grund…</translation>
    </message>
    <message>
        <source>&amp;Text…</source>
        <translation>&amp;Text…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>De&amp;faults</source>
        <translation>&amp;Standard</translation>
    </message>
    <message>
        <source>A frame gets the colours of the first rule whose filter matches it.</source>
        <translation>Ein Frame erhält die Farben der ersten Regel, deren Filter auf ihn zutrifft.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Import colouring rules</source>
        <translation>Einfärberegeln importieren</translation>
    </message>
    <message>
        <source>Export colouring rules</source>
        <translation>Einfärberegeln exportieren</translation>
    </message>
</context>
<context>
    <name>tapscope::ColoursMenu</name>
    <message>
        <source>&amp;Colours</source>
        <translation>Far&amp;bschema</translation>
    </message>
    <message>
        <source>Same as the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Light or dark, following the desktop</source>
        <translation>Hell oder dunkel wie die Arbeitsfläche</translation>
    </message>
    <message>
        <source>Dark text on a light background</source>
        <translation>Dunkler Text auf hellem Grund</translation>
    </message>
    <message>
        <source>Light text on a dark background</source>
        <translation>Heller Text auf dunklem Grund</translation>
    </message>
</context>
<context>
    <name>tapscope::ColumnActions</name>
    <message>
        <source>C&amp;olumns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>Sort &amp;by</source>
        <translation>&amp;Sortieren nach</translation>
    </message>
    <message>
        <source>Added the column %1 before %2</source>
        <translation>Spalte %1 vor %2 hinzugefügt</translation>
    </message>
    <message>
        <source>The list already has %1 columns, the most that it can have</source>
        <translation>Die Liste hat %1 Spalten, mehr sind nicht möglich</translation>
    </message>
    <message>
        <source>This line has no field to show as a column</source>
        <translation>Diese Zeile hat kein Feld für eine Spalte</translation>
    </message>
    <message>
        <source>The list already has a column for %1</source>
        <translation>Die Liste hat schon eine Spalte für %1</translation>
    </message>
</context>
<context>
    <name>tapscope::ColumnDialog</name>
    <message>
        <source>Add a column</source>
        <translation>Spalte hinzufügen</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Name of the column</source>
        <translation>Name der Spalte</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Field</source>
        <translation>&amp;Feld</translation>
    </message>
    <message>
        <source>The field&apos;s own title</source>
        <translation>Titel des Feldes</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>Über&amp;nehmen</translation>
    </message>
    <message>
        <source>For example ip.ttl, or tcp.srcport || udp.srcport</source>
        <translation>Etwa ip.ttl oder tcp.srcport || udp.srcport</translation>
    </message>
    <message>
        <source>No field or protocol has this name</source>
        <translation>Es gibt kein Feld oder Protokoll dieses Namens</translation>
    </message>
</context>
<context>
    <name>tapscope::ColumnsPage</name>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Columns of the list</source>
        <translation>Spalten der Liste</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation>&amp;Voreinstellung</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>tapscope::CommentActions</name>
    <message>
        <source>Select the frames to comment on first</source>
        <translation>Zuerst die Frames auswählen, die kommentiert werden sollen</translation>
    </message>
    <message>
        <source>Comment on frame %L1</source>
        <translation>Kommentar zu Frame %L1</translation>
    </message>
    <message numerus="yes">
        <source>Comment on %L1 frame(s)</source>
        <translation>
            <numerusform>Kommentar zu %L1 Frame</numerusform>
            <numerusform>Kommentar zu %L1 Frames</numerusform>
        </translation>
    </message>
    <message>
        <source>Comments on frame %L1</source>
        <translation>Kommentare zu Frame %L1</translation>
    </message>
    <message>
        <source>Comments on the file</source>
        <translation>Kommentare zur Datei</translation>
    </message>
    <message>
        <source>A comment can be added to at most %L1 frames at once</source>
        <translation>Höchstens %L1 Frames können auf einmal kommentiert werden</translation>
    </message>
</context>
<context>
    <name>tapscope::CommentDialog</name>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>Text of the comment</source>
        <translation>Text des Kommentars</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message numerus="yes">
        <source>%L1 byte(s) too many</source>
        <translation>
            <numerusform>%L1 Byte zu viel</numerusform>
            <numerusform>%L1 Byte zu viel</numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 of %L2 bytes</source>
        <translation>%L1 von %L2 Byte</translation>
    </message>
</context>
<context>
    <name>tapscope::CommentsPage</name>
    <message>
        <source>Reading the capture…</source>
        <translation>Der Mitschnitt wird gelesen…</translation>
    </message>
    <message>
        <source>Comments of the capture</source>
        <translation>Kommentare des Mitschnitts</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Frame %L1</source>
        <translation>Frame %L1</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s) have comments</source>
        <translation>
            <numerusform>%L1 Frame hat Kommentare</numerusform>
            <numerusform>%L1 Frames haben Kommentare</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; those of the first %L2 are shown</source>
        <translation>%1; die der ersten %L2 werden gezeigt</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
</context>
<context>
    <name>tapscope::ConditionMenu</name>
    <message>
        <source>&amp;Selected</source>
        <translation>&amp;Ausgewählt</translation>
    </message>
    <message>
        <source>Show frames with this value in this field</source>
        <translation>Frames mit diesem Wert in diesem Feld zeigen</translation>
    </message>
    <message>
        <source>&amp;Not selected</source>
        <translation>&amp;Nicht ausgewählt</translation>
    </message>
    <message>
        <source>Show frames without this value in this field</source>
        <translation>Frames ohne diesen Wert in diesem Feld zeigen</translation>
    </message>
    <message>
        <source>… &amp;and selected</source>
        <translation>… &amp;und ausgewählt</translation>
    </message>
    <message>
        <source>Of the displayed frames, keep those with this value</source>
        <translation>Von den angezeigten Frames die mit diesem Wert behalten</translation>
    </message>
    <message>
        <source>… &amp;or selected</source>
        <translation>… &amp;oder ausgewählt</translation>
    </message>
    <message>
        <source>Show frames with this value, too</source>
        <translation>Auch Frames mit diesem Wert zeigen</translation>
    </message>
    <message>
        <source>… and no&amp;t selected</source>
        <translation>… und n&amp;icht ausgewählt</translation>
    </message>
    <message>
        <source>Of the displayed frames, keep those without this value</source>
        <translation>Von den angezeigten Frames die ohne diesen Wert behalten</translation>
    </message>
    <message>
        <source>… or not s&amp;elected</source>
        <translation>… od&amp;er nicht ausgewählt</translation>
    </message>
    <message>
        <source>Show frames without this value, too</source>
        <translation>Auch Frames ohne diesen Wert zeigen</translation>
    </message>
</context>
<context>
    <name>tapscope::ConnectionForm</name>
    <message>
        <source>user@host, or a name from your ssh configuration</source>
        <translation>benutzer@rechner oder ein Name aus der ssh-Konfiguration</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>the keys of your agent and of ~/.ssh</source>
        <translation>die Schlüssel des Agenten und aus ~/.ssh</translation>
    </message>
    <message>
        <source>for example ProxyJump=gateway; separated by commas</source>
        <translation>zum Beispiel ProxyJump=gateway; durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Those of the user (groups, capabilities of the program)</source>
        <translation>Die des Benutzers (Gruppen, Capabilities des Programms)</translation>
    </message>
    <message>
        <source>Root, through sudo without a password</source>
        <translation>Root, durch sudo ohne Passwort</translation>
    </message>
    <message>
        <source>What the program there may do</source>
        <translation>Was das Programm dort darf</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Rechner</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>&amp;Schlüsseldatei</translation>
    </message>
    <message>
        <source>ssh &amp;options</source>
        <translation>ssh-&amp;Optionen</translation>
    </message>
    <message>
        <source>&amp;Rights there</source>
        <translation>Re&amp;chte dort</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
</context>
<context>
    <name>tapscope::ConversationColoursMenu</name>
    <message>
        <source>Colour the conver&amp;sation</source>
        <translation>&amp;Konversation einfärben</translation>
    </message>
    <message>
        <source>Colour &amp;%1</source>
        <translation>Farbe &amp;%1</translation>
    </message>
    <message>
        <source>Colour the frames between the same two endpoints in this colour</source>
        <translation>Die Frames zwischen denselben beiden Enden in dieser Farbe zeigen</translation>
    </message>
</context>
<context>
    <name>tapscope::DecodeAsDialog</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Decode as</source>
        <translation>Dekodieren als</translation>
    </message>
    <message>
        <source>&amp;Add a rule</source>
        <translation>Regel &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Your rules take precedence over what the decoders detect.</source>
        <translation>Eigene Regeln haben Vorrang vor dem, was die Decoder erkennen.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Getragen von</translation>
    </message>
    <message>
        <source>TCP port</source>
        <translation>TCP-Port</translation>
    </message>
    <message>
        <source>UDP port</source>
        <translation>UDP-Port</translation>
    </message>
    <message>
        <source>Ethertype</source>
        <translation>Ethertype</translation>
    </message>
    <message>
        <source>IP protocol</source>
        <translation>IP-Protokoll</translation>
    </message>
    <message>
        <source>SCTP port</source>
        <translation>SCTP-Port</translation>
    </message>
    <message>
        <source>DCCP port</source>
        <translation>DCCP-Port</translation>
    </message>
    <message>
        <source>No protocol decodes the payload of %1 in frame %L2 now.</source>
        <translation>Die Nutzlast von %1 in Frame %L2 dekodiert jetzt kein Protokoll.</translation>
    </message>
    <message>
        <source>%1 decodes the payload of %2 in frame %L3 now.</source>
        <translation>Die Nutzlast von %2 in Frame %L3 dekodiert jetzt %1.</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(keine)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number from 0 to %2 (0x0 to 0x%3)</source>
        <translation>&quot;%1&quot; ist keine Zahl von 0 bis %2 (0x0 bis 0x%3)</translation>
    </message>
    <message>
        <source>%1 %2 has two rules</source>
        <translation>%1 %2 hat zwei Regeln</translation>
    </message>
    <message>
        <source>The protocol that this value stands for without a rule. If there is none, the payload may be recognised by its content</source>
        <translation>Das Protokoll dieses Wertes ohne Regel. Eine Nutzlast, deren Wert keines hat, kann an ihrem Inhalt erkannt werden</translation>
    </message>
</context>
<context>
    <name>tapscope::Demo</name>
    <message>
        <source>The demo: an echo host at 10.9.0.2 and fd09::2, and some traffic</source>
        <translation>Demo: ein Echo-Host unter 10.9.0.2 und fd09::2 und etwas Verkehr</translation>
    </message>
    <message>
        <source>The demo: an echo host at 10.9.0.2, and some traffic. IPv6 is switched off here</source>
        <translation>Demo: ein Echo-Host unter 10.9.0.2 und etwas Verkehr. IPv6 ist hier abgeschaltet</translation>
    </message>
</context>
<context>
    <name>tapscope::DeviceActions</name>
    <message>
        <source>Start a capture on the selected device (Ctrl+E)</source>
        <translation>Einen Mitschnitt auf dem ausgewählten Gerät starten (Strg+E)</translation>
    </message>
    <message>
        <source>Select a device before starting a capture (Ctrl+E)</source>
        <translation>Zuerst das Gerät für den Mitschnitt auswählen (Strg+E)</translation>
    </message>
</context>
<context>
    <name>tapscope::DeviceEditor</name>
    <message>
        <source>Select a device to see and change it.</source>
        <translation>Ein Gerät auswählen, um es anzusehen und zu ändern.</translation>
    </message>
    <message>
        <source>Move it to another network namespace</source>
        <translation>In einen anderen Netzwerk-Namensraum verschieben</translation>
    </message>
    <message>
        <source>Inject…</source>
        <translation>Injizieren…</translation>
    </message>
    <message>
        <source>Destroy…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>Gegenstelle</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Queues</translation>
    </message>
    <message>
        <source>%1 is gone. Select another device.</source>
        <translation>%1 ist verschwunden. Ein anderes Gerät auswählen.</translation>
    </message>
    <message>
        <source>No device selected</source>
        <translation>Kein Gerät ausgewählt</translation>
    </message>
    <message>
        <source>%1, one end of a pair</source>
        <translation>%1, ein Ende eines Paares</translation>
    </message>
    <message>
        <source>%1, persistent</source>
        <translation>%1, dauerhaft</translation>
    </message>
    <message>
        <source>%1, not persistent</source>
        <translation>%1, nicht dauerhaft</translation>
    </message>
    <message>
        <source>in another namespace</source>
        <translation>in einem anderen Namensraum</translation>
    </message>
    <message numerus="yes">
        <source>several, %n open</source>
        <translation>
            <numerusform>mehrere, %n offen</numerusform>
            <numerusform>mehrere, %n offen</numerusform>
        </translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>Move to another…</source>
        <translation>Verschieben…</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namensraum</translation>
    </message>
    <message>
        <source>The search hides %1.</source>
        <translation>Die Suche blendet %1 aus.</translation>
    </message>
</context>
<context>
    <name>tapscope::DeviceListModel</name>
    <message>
        <source>%L1 M frames/s</source>
        <translation>%L1 M Frames/s</translation>
    </message>
    <message>
        <source>%L1 k frames/s</source>
        <translation>%L1 k Frames/s</translation>
    </message>
    <message>
        <source>on</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>off</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>peer %1</source>
        <translation>Gegenstelle %1</translation>
    </message>
    <message>
        <source>peer in another namespace</source>
        <translation>Gegenstelle in einem anderen Namensraum</translation>
    </message>
    <message numerus="yes">
        <source>%n queue(s) open</source>
        <translation>
            <numerusform>%n Queue offen</numerusform>
            <numerusform>%n Queues offen</numerusform>
        </translation>
    </message>
    <message>
        <source>no carrier: one end is off</source>
        <translation>kein Carrier: ein Ende ist inaktiv</translation>
    </message>
    <message>
        <source>no carrier: no program has it open</source>
        <translation>kein Carrier: kein Programm hat es offen</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Benutzung</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>port of %1</source>
        <translation>Port von %1</translation>
    </message>
    <message>
        <source>no carrier: none of its ports is up</source>
        <translation>kein Träger: kein Port ist aktiv</translation>
    </message>
    <message>
        <source>open in TapScope</source>
        <translation>von TapScope gehalten</translation>
    </message>
    <message>
        <source>switched off: no frames arrive</source>
        <translation>inaktiv: es kommen keine Frames</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s)/s</source>
        <translation>
            <numerusform>%L1 Frame/s</numerusform>
            <numerusform>%L1 Frames/s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::DeviceSearch</name>
    <message>
        <source>Sort by &amp;name</source>
        <translation>Nach &amp;Name sortieren</translation>
    </message>
    <message>
        <source>Sort by &amp;kind</source>
        <translation>Nach &amp;Art sortieren</translation>
    </message>
    <message>
        <source>Sort by &amp;rate</source>
        <translation>Nach &amp;Rate sortieren</translation>
    </message>
    <message>
        <source>Sort by &amp;state</source>
        <translation>Nach &amp;Zustand sortieren</translation>
    </message>
    <message>
        <source>Search the devices</source>
        <translation>Geräte durchsuchen</translation>
    </message>
    <message>
        <source>Search (Ctrl+L)</source>
        <translation>Suchen (Strg+L)</translation>
    </message>
    <message>
        <source>Name, alias, address, kind or program; several words must all occur</source>
        <translation>Name, Alias, Adresse, Art oder Programm; mehrere Wörter müssen alle vorkommen</translation>
    </message>
    <message>
        <source>&amp;Compact rows</source>
        <translation>&amp;Kompakte Zeilen</translation>
    </message>
    <message>
        <source>Order and height of the rows</source>
        <translation>Reihenfolge und Höhe der Zeilen</translation>
    </message>
</context>
<context>
    <name>tapscope::DeviceSetting</name>
    <message>
        <source>Up</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>MAC</source>
        <translation>MAC</translation>
    </message>
    <message>
        <source>MTU</source>
        <translation>MTU</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Persistent</source>
        <translation>Dauerhaft</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Andere Namen</translation>
    </message>
    <message>
        <source>Transmit queue</source>
        <translation>Sendewarteschlange</translation>
    </message>
    <message>
        <source>Promiscuous</source>
        <translation>Promiscuous</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>Träger</translation>
    </message>
    <message>
        <source>virtio header</source>
        <translation>virtio-Header</translation>
    </message>
    <message>
        <source>Packet info</source>
        <translation>Paketinfo</translation>
    </message>
    <message>
        <source>Device group</source>
        <translation>Gerätegruppe</translation>
    </message>
</context>
<context>
    <name>tapscope::DevicesPane</name>
    <message>
        <source>%1 is one end of a pair. Its peer, %2, is destroyed with it.</source>
        <translation>%1 ist ein Ende eines Paares. Die Gegenstelle %2 wird mit gelöscht.</translation>
    </message>
    <message>
        <source>%1 is one end of a pair. Its peer in another namespace is destroyed with it.</source>
        <translation>%1 ist ein Ende eines Paares. Die Gegenstelle in einem anderen Namensraum wird mit gelöscht.</translation>
    </message>
    <message>
        <source>No program has %1 open.</source>
        <translation>Kein Programm hat %1 offen.</translation>
    </message>
    <message>
        <source>No program has %1 open. Its addresses are removed with it.</source>
        <translation>Kein Programm hat %1 offen. Die Adressen werden mit entfernt.</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>diesem Fenster</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>New device… (Ctrl+Alt+N)</source>
        <translation>Neues Gerät… (Strg+Alt+N)</translation>
    </message>
    <message>
        <source>New device</source>
        <translation>Neues Gerät</translation>
    </message>
    <message>
        <source>New device…</source>
        <translation>Neues Gerät…</translation>
    </message>
    <message>
        <source>Destroy %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>&amp;Destroy %1</source>
        <translation>%1 &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Its ports are no longer connected with each other, and its addresses are removed with it.</source>
        <translation>Ihre Ports sind nicht mehr miteinander verbunden, und ihre Adressen werden mit ihr entfernt.</translation>
    </message>
    <message>
        <source>No TAP, TUN, vETH or bridge here yet.</source>
        <translation>Hier gibt es noch kein TAP, TUN, vETH und keine Bridge.</translation>
    </message>
    <message>
        <source>%1 is in use. If you destroy it, the programs that have it open lose it.</source>
        <translation>%1 ist in Benutzung. Wird es gelöscht, verlieren es die Programme, die es offen haben.</translation>
    </message>
    <message>
        <source>%1 is in use by %2. If you destroy it, the programs that have it open lose it.</source>
        <translation>%1 wird benutzt von %2. Wird es gelöscht, verlieren es die Programme, die es offen haben.</translation>
    </message>
    <message>
        <source>%1 is gone; no device is selected now</source>
        <translation>%1 ist verschwunden; jetzt ist kein Gerät ausgewählt</translation>
    </message>
    <message>
        <source>and %L1 more</source>
        <translation>und %L1 weitere</translation>
    </message>
    <message>
        <source>Destroy these devices?</source>
        <translation>Diese Geräte löschen?</translation>
    </message>
    <message>
        <source>&amp;Destroy them all</source>
        <translation>&amp;Alle löschen</translation>
    </message>
    <message>
        <source>No device is found. Esc clears the search.</source>
        <translation>Kein Gerät gefunden. Esc löscht die Suche.</translation>
    </message>
</context>
<context>
    <name>tapscope::DialogActions</name>
    <message>
        <source>Times can be shifted only in a finished capture in a single file: stop or save the capture first</source>
        <translation>Die Zeiten eines Mitschnitts können verschoben werden, wenn er beendet ist und in einer Datei steht: zuerst stoppen oder speichern</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Mitschneiden</translation>
    </message>
    <message>
        <source>capture</source>
        <translation>mitschnitt</translation>
    </message>
</context>
<context>
    <name>tapscope::EmptyPage</name>
    <message>
        <source>Nothing captured yet</source>
        <translation>Noch nichts mitgeschnitten</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Open a capture file</source>
        <translation>Einen Mitschnitt öffnen</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>Create a TAP with an echo host and some traffic, and watch it</source>
        <translation>Ein TAP mit einem Echo-Host und etwas Verkehr erstellen und beobachten</translation>
    </message>
    <message>
        <source>The file was not opened</source>
        <translation>Die Datei wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>Eine andere öffnen…</translation>
    </message>
    <message>
        <source>Start a capture on the selected device (Ctrl+E)</source>
        <translation>Einen Mitschnitt auf dem ausgewählten Gerät starten (Strg+E)</translation>
    </message>
    <message>
        <source>Start a capture on the selected device, or open a capture file. You can also drop a file here.</source>
        <translation>Auf dem ausgewählten Gerät mitschneiden oder eine Mitschnittdatei öffnen. Eine Datei kann auch hierher gezogen werden.</translation>
    </message>
    <message>
        <source>Start on %1</source>
        <translation>Start auf %1</translation>
    </message>
    <message>
        <source>Select or create a device to capture on, or open a capture file. You can also drop a file here.</source>
        <translation>Ein Gerät zum Mitschneiden auswählen oder erstellen oder eine Mitschnittdatei öffnen. Eine Datei kann auch hierher gezogen werden.</translation>
    </message>
</context>
<context>
    <name>tapscope::EnabledProtocolsDialog</name>
    <message>
        <source>Enabled protocols</source>
        <translation>Aktivierte Protokolle</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search protocols</source>
        <translation>Protokolle suchen</translation>
    </message>
    <message>
        <source>Protocols that are decoded</source>
        <translation>Protokolle, die dekodiert werden</translation>
    </message>
    <message>
        <source>All &amp;on</source>
        <translation>Alle &amp;an</translation>
    </message>
    <message>
        <source>All o&amp;ff</source>
        <translation>Alle a&amp;us</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>An&amp;wenden</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>All %L1 protocols are decoded.</source>
        <translation>Alle %L1 Protokolle werden dekodiert.</translation>
    </message>
    <message>
        <source>%L1 of %L2 protocols switched off.</source>
        <translation>%L1 von %L2 Protokollen abgeschaltet.</translation>
    </message>
</context>
<context>
    <name>tapscope::FileGoneBar</name>
    <message>
        <source>Save elsewhere…</source>
        <translation>Anderswo speichern…</translation>
    </message>
    <message>
        <source>%1 was deleted or replaced by another program. Its frames are lost when this window closes unless you save them elsewhere.</source>
        <translation>%1 wurde von einem anderen Programm gelöscht oder ersetzt. Die Frames sind noch da, gehen aber mit diesem Fenster verloren, wenn sie nicht anderswo gespeichert werden.</translation>
    </message>
</context>
<context>
    <name>tapscope::FileTroubleBar</name>
    <message>
        <source>Close this message; the log keeps it</source>
        <translation>Diese Meldung schließen; sie bleibt im Protokoll</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>tapscope::FilterBar</name>
    <message>
        <source>Field filter</source>
        <translation>Feldfilter</translation>
    </message>
    <message>
        <source>Field filter… Ctrl+/</source>
        <translation>Feldfilter… Strg+/</translation>
    </message>
    <message>
        <source>Show only frames that match, such as ip.addr == 10.9.0.2 &amp;&amp; !arp (Ctrl+/)</source>
        <translation>Nur passende Frames zeigen, etwa ip.addr == 10.9.0.2 &amp;&amp; !arp (Strg+/)</translation>
    </message>
    <message>
        <source>Character %1: %2</source>
        <translation>Zeichen %1: %2</translation>
    </message>
    <message>
        <source>The filter %1 is no longer valid: %2</source>
        <translation>Der Filter %1 ist nicht mehr gültig: %2</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Apply the filter (Return)</source>
        <translation>Den Filter anwenden (Eingabetaste)</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Angewendet</translation>
    </message>
    <message>
        <source>Not applied yet</source>
        <translation>Noch nicht angewendet</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Bookmark %1</source>
        <translation>%1 merken</translation>
    </message>
</context>
<context>
    <name>tapscope::FilterButtonDialog</name>
    <message>
        <source>A button needs a label</source>
        <translation>Ein Knopf braucht eine Beschriftung</translation>
    </message>
    <message>
        <source>Filter button</source>
        <translation>Filterknopf</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Beschriftung</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>&amp;Comment</source>
        <translation>&amp;Kommentar</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Shown in the tool tip</source>
        <translation>Steht im Tooltip</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>Über&amp;nehmen</translation>
    </message>
</context>
<context>
    <name>tapscope::FilterButtons</name>
    <message>
        <source>Add a filter button</source>
        <translation>Filterknopf hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>Move &amp;left</source>
        <translation>Nach &amp;links</translation>
    </message>
    <message>
        <source>Move &amp;right</source>
        <translation>Nach &amp;rechts</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>A button needs a filter</source>
        <translation>Ein Knopf braucht einen Filter</translation>
    </message>
    <message>
        <source>Make a button from this filter</source>
        <translation>Aus diesem Filter einen Knopf machen</translation>
    </message>
</context>
<context>
    <name>tapscope::FilterPopup</name>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
</context>
<context>
    <name>tapscope::FindBar</name>
    <message>
        <source>Text in the list</source>
        <translation>Text in der Liste</translation>
    </message>
    <message>
        <source>Text in the bytes</source>
        <translation>Text in den Bytes</translation>
    </message>
    <message>
        <source>Bytes in hex</source>
        <translation>Bytes hexadezimal</translation>
    </message>
    <message>
        <source>Field filter</source>
        <translation>Feldfilter</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find a frame</source>
        <translation>Frame suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Find the previous frame (Shift+Enter)</source>
        <translation>Den vorherigen Frame suchen (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Find the next frame (Enter)</source>
        <translation>Den nächsten Frame suchen (Eingabe)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>Suchleiste schließen</translation>
    </message>
    <message>
        <source>Bytes are pairs of hex digits: de:ad be ef</source>
        <translation>Bytes sind Paare von Hex-Ziffern: de:ad be ef</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>Not found in any frame</source>
        <translation>In keinem Frame gefunden</translation>
    </message>
    <message>
        <source>Frame %L1</source>
        <translation>Frame %L1</translation>
    </message>
    <message>
        <source>Kind of search</source>
        <translation>Wonach gesucht wird</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Text in the fields</source>
        <translation>Text in den Feldern</translation>
    </message>
    <message>
        <source>Everywhere: in the list, then in the fields, then in the bytes, as text and as hex</source>
        <translation>Überall: in der Liste, dann in den Feldern, dann in den Bytes, als Text und hexadezimal</translation>
    </message>
    <message>
        <source>Frame %L1, in the list</source>
        <translation>Frame %L1, in der Liste</translation>
    </message>
    <message>
        <source>Frame %L1, in the fields</source>
        <translation>Frame %L1, in den Feldern</translation>
    </message>
    <message>
        <source>Frame %L1, at byte %2</source>
        <translation>Frame %L1, ab Byte %2</translation>
    </message>
    <message>
        <source>%1 (the search wrapped around)</source>
        <translation>%1 (die Suche begann von vorn)</translation>
    </message>
</context>
<context>
    <name>tapscope::FlowPage</name>
    <message>
        <source>All frames</source>
        <translation>Alle Frames</translation>
    </message>
    <message>
        <source>Displayed frames</source>
        <translation>Angezeigte Frames</translation>
    </message>
    <message>
        <source>TCP flows</source>
        <translation>TCP-Flüsse</translation>
    </message>
    <message>
        <source>ICMP flows</source>
        <translation>ICMP-Flüsse</translation>
    </message>
    <message>
        <source>ICMPv6 flows</source>
        <translation>ICMPv6-Flüsse</translation>
    </message>
    <message>
        <source>Which frames to draw</source>
        <translation>Zu zeichnende Frames</translation>
    </message>
    <message>
        <source>Save &amp;text…</source>
        <translation>&amp;Text speichern…</translation>
    </message>
    <message>
        <source>Save &amp;values…</source>
        <translation>&amp;Werte…</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Bild…</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>flow.csv</source>
        <translation>fluss.csv</translation>
    </message>
    <message>
        <source>Save the diagram</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>flow.txt</source>
        <translation>fluss.txt</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Fluss</translation>
    </message>
    <message>
        <source>flow</source>
        <translation>fluss</translation>
    </message>
</context>
<context>
    <name>tapscope::FollowDialog</name>
    <message>
        <source>Follow stream</source>
        <translation>Stream folgen</translation>
    </message>
    <message>
        <source>Data of the stream</source>
        <translation>Daten des Streams</translation>
    </message>
    <message>
        <source>Direction to show</source>
        <translation>Gezeigte Richtung</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>Beide Seiten</translation>
    </message>
    <message>
        <source>How to show the bytes</source>
        <translation>Darstellung der Bytes</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Hex dump</source>
        <translation>Hex-Dump</translation>
    </message>
    <message>
        <source>Raw hex</source>
        <translation>Hex ohne Formatierung</translation>
    </message>
    <message>
        <source>Find in the stream</source>
        <translation>Im Stream suchen</translation>
    </message>
    <message>
        <source>&amp;Filter to this stream</source>
        <translation>Nach diesem Stream &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Save bytes…</source>
        <translation>Bytes &amp;speichern…</translation>
    </message>
    <message>
        <source>Reading the capture…</source>
        <translation>Der Mitschnitt wird gelesen…</translation>
    </message>
    <message>
        <source>Follow stream: %1 ⇄ %2</source>
        <translation>Stream folgen: %1 ⇄ %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>frames, bytes</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s)</source>
        <translation>
            <numerusform>%L1 Frame</numerusform>
            <numerusform>%L1 Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 byte(s)</source>
        <translation>
            <numerusform>%L1 Byte</numerusform>
            <numerusform>%L1 Byte</numerusform>
        </translation>
    </message>
    <message>
        <source>the first %L1 KiB are shown</source>
        <translation>die ersten %L1 KiB werden gezeigt</translation>
    </message>
    <message>
        <source>longer than %L1 MiB: the rest was left out</source>
        <translation>länger als %L1 MiB: der Rest wurde ausgelassen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was not found in the shown part</source>
        <translation>„%1“ wurde im gezeigten Teil nicht gefunden</translation>
    </message>
    <message>
        <source>Save the stream&apos;s bytes</source>
        <translation>Bytes des Streams speichern</translation>
    </message>
    <message numerus="yes">
        <source>
[%L1 byte(s) are missing in the capture]
</source>
        <translation>
            <numerusform>
[%L1 Byte fehlt im Mitschnitt]
</numerusform>
            <numerusform>
[%L1 Byte fehlen im Mitschnitt]
</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>up to frame %L1, more were captured since</source>
        <translation>bis Frame %L1, seitdem kamen weitere</translation>
    </message>
    <message>
        <source>stream.bin</source>
        <translation>stream.bin</translation>
    </message>
    <message>
        <source>Continue reading to the newest frame</source>
        <translation>Bis zum neuesten Frame weiterlesen</translation>
    </message>
    <message>
        <source>HTTP, decoded</source>
        <translation>HTTP, dekodiert</translation>
    </message>
    <message>
        <source>Chunks are joined, gzip and deflate are unpacked</source>
        <translation>Chunks werden verbunden, gzip und deflate entpackt</translation>
    </message>
</context>
<context>
    <name>tapscope::FrameActions</name>
    <message>
        <source>Export bytes</source>
        <translation>Bytes exportieren</translation>
    </message>
    <message>
        <source>Only the first %L1 of %L2 selected frames were copied</source>
        <translation>Nur die ersten %L1 von %L2 ausgewählten Frames wurden kopiert</translation>
    </message>
</context>
<context>
    <name>tapscope::FrameListModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Dir</source>
        <translation>Ri.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Schnittstelle</translation>
    </message>
    <message>
        <source>The frame&apos;s number in the capture</source>
        <translation>Nummer des Frames im Mitschnitt</translation>
    </message>
    <message>
        <source>→ the host sent it out of the device; ← the host received it from the device</source>
        <translation>→ der Host hat über das Gerät gesendet; ← der Host hat vom Gerät empfangen</translation>
    </message>
    <message>
        <source>Source: the innermost address</source>
        <translation>Quelle: die innerste Adresse</translation>
    </message>
    <message>
        <source>Destination: the innermost address</source>
        <translation>Ziel: die innerste Adresse</translation>
    </message>
    <message>
        <source>The innermost protocol that was decoded</source>
        <translation>Das innerste dekodierte Protokoll</translation>
    </message>
    <message>
        <source>Bytes on the wire</source>
        <translation>Byte auf der Leitung</translation>
    </message>
    <message>
        <source>Summary of the frame</source>
        <translation>Zusammenfassung des Frames</translation>
    </message>
    <message>
        <source>*REF*</source>
        <translation>*REF*</translation>
    </message>
    <message>
        <source>&lt;Ignored&gt;</source>
        <translation>&lt;Ignoriert&gt;</translation>
    </message>
    <message>
        <source>Time of capture, in the format chosen in View › Time</source>
        <translation>Zeit der Aufnahme in der unter Ansicht › Zeit gewählten Form</translation>
    </message>
    <message>
        <source>The device on which the frame was captured</source>
        <translation>Das Gerät, auf dem der Frame gesehen wurde</translation>
    </message>
</context>
<context>
    <name>tapscope::FrameListView</name>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
</context>
<context>
    <name>tapscope::FramePane</name>
    <message>
        <source>Fields of the frame</source>
        <translation>Felder des Frames</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Decoding frame %L1…</source>
        <translation>Frame %L1 wird dekodiert…</translation>
    </message>
    <message>
        <source>%1 · not in the bytes</source>
        <translation>%1 · nicht in den Bytes</translation>
    </message>
    <message numerus="yes">
        <source>%1 · byte %2 · %L3 byte(s)</source>
        <translation>
            <numerusform>%1 · Byte %2 · %L3 Byte</numerusform>
            <numerusform>%1 · Byte %2 · %L3 Byte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%L2 byte(s))</source>
        <translation>
            <numerusform>%1 (%L2 Byte)</numerusform>
            <numerusform>%1 (%L2 Byte)</numerusform>
        </translation>
    </message>
    <message>
        <source>Bytes of the frame, and bytes reassembled from several frames</source>
        <translation>Bytes des Frames und aus mehreren zusammengesetzte Bytes</translation>
    </message>
    <message>
        <source>Frame %L1 is ignored</source>
        <translation>Frame %L1 wird ignoriert</translation>
    </message>
    <message>
        <source>Select a frame to see its fields.</source>
        <translation>Einen Frame auswählen, um seine Felder zu sehen.</translation>
    </message>
    <message>
        <source>The fields of the selected frame appear here.</source>
        <translation>Hier erscheinen die Felder des ausgewählten Frames.</translation>
    </message>
    <message>
        <source>Select a frame to see its bytes.</source>
        <translation>Einen Frame auswählen, um seine Bytes zu sehen.</translation>
    </message>
    <message>
        <source>The bytes of the selected frame appear here.</source>
        <translation>Hier erscheinen die Bytes des ausgewählten Frames.</translation>
    </message>
</context>
<context>
    <name>tapscope::FrameSorter</name>
    <message>
        <source>The list is back in capture order because the oldest file of the ring was removed</source>
        <translation>Die Liste ist wieder in der Reihenfolge des Mitschnitts, weil die älteste Datei des Rings entfernt wurde</translation>
    </message>
    <message>
        <source>Sorting was cancelled; the list is not sorted</source>
        <translation>Die Liste ist nicht sortiert: abgebrochen</translation>
    </message>
    <message>
        <source>Sorted the first %L1 frames; newer frames follow unsorted</source>
        <translation>Die ersten %L1 Frames sind sortiert; spätere stehen dahinter</translation>
    </message>
</context>
<context>
    <name>tapscope::FrameWindow</name>
    <message>
        <source>Frame %L1</source>
        <translation>Frame %L1</translation>
    </message>
    <message>
        <source>Fields of frame %L1</source>
        <translation>Felder von Frame %L1</translation>
    </message>
</context>
<context>
    <name>tapscope::GoActions</name>
    <message>
        <source>Frame %L1 does not match the filter</source>
        <translation>Frame %L1 passt nicht zum Filter</translation>
    </message>
    <message>
        <source>This is the conversation&apos;s last frame</source>
        <translation>Dies ist der letzte Frame der Konversation</translation>
    </message>
    <message>
        <source>This is the conversation&apos;s first frame</source>
        <translation>Dies ist der erste Frame der Konversation</translation>
    </message>
    <message>
        <source>Go to frame</source>
        <translation>Gehe zu Frame</translation>
    </message>
    <message>
        <source>Frame number, 1 to %L1</source>
        <translation>Frame-Nummer, 1 bis %L1</translation>
    </message>
    <message>
        <source>%1 is not a frame number from 1 to %L2</source>
        <translation>%1 ist keine Frame-Nummer von 1 bis %L2</translation>
    </message>
    <message>
        <source>This frame has no addresses, so it does not belong to a conversation</source>
        <translation>Dieser Frame hat keine Adressen und gehört daher zu keiner Konversation</translation>
    </message>
</context>
<context>
    <name>tapscope::GraphOverview</name>
    <message>
        <source>The whole capture, with the part that the graph shows</source>
        <translation>Der ganze Mitschnitt mit dem Teil, den der Graph zeigt</translation>
    </message>
    <message>
        <source>Drag the edges to choose the part that is shown</source>
        <translation>Die Ränder ziehen, um den gezeigten Teil zu wählen</translation>
    </message>
</context>
<context>
    <name>tapscope::HelpWindow</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Kommandozeile</translation>
    </message>
    <message>
        <source>Decoders in Lua</source>
        <translation>Decoder in Lua</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>Auf dieser Seite suchen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Frame list</source>
        <translation>Die Liste der Frames</translation>
    </message>
</context>
<context>
    <name>tapscope::HexView</name>
    <message>
        <source>Bytes of the frame</source>
        <translation>Bytes des Frames</translation>
    </message>
</context>
<context>
    <name>tapscope::ImportDialog</name>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Import a hex dump</source>
        <translation>Hex-Dump importieren</translation>
    </message>
    <message>
        <source>Hex dump</source>
        <translation>Hex-Dump</translation>
    </message>
    <message>
        <source>0000  02 00 00 00 00 02 02 00 00 00 00 01 08 06 00 01
0010  08 00 06 04 …</source>
        <translation>0000  02 00 00 00 00 02 02 00 00 00 00 01 08 06 00 01
0010  08 00 06 04 …</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>Ethernet</translation>
    </message>
    <message>
        <source>Read a &amp;file…</source>
        <translation>&amp;Datei lesen…</translation>
    </message>
    <message>
        <source>Frames begin &amp;with</source>
        <translation>&amp;Frames beginnen mit</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Read a hex dump</source>
        <translation>Hex-Dump lesen</translation>
    </message>
    <message>
        <source>%1, the first of %2</source>
        <comment>frames, bytes</comment>
        <translation>%1, der erste mit %2</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s)</source>
        <translation>
            <numerusform>%L1 Frame</numerusform>
            <numerusform>%L1 Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 byte(s)</source>
        <translation>
            <numerusform>%L1 Byte</numerusform>
            <numerusform>%L1 Byte</numerusform>
        </translation>
    </message>
    <message>
        <source>IP (no link layer)</source>
        <translation>IP, ohne Sicherungsschicht</translation>
    </message>
    <message>
        <source>Output of tcpdump -x, xxd, hexdump -C or od, lines of a kernel log, or plain hex digits</source>
        <translation>Zeilen von tcpdump -x, xxd, hexdump -C, od, aus einem Kernel-Protokoll oder nur Hex-Ziffern</translation>
    </message>
</context>
<context>
    <name>tapscope::InjectPanel</name>
    <message>
        <source>Injectors</source>
        <translation>Injektoren</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Select a device to send to.</source>
        <translation>Ein Gerät zum Senden auswählen.</translation>
    </message>
    <message>
        <source>%1 (running)</source>
        <translation>%1 (läuft)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Stop the injector</source>
        <translation>Den Injektor stoppen</translation>
    </message>
    <message>
        <source>Start it, and a capture on the selected device if none runs (Return)</source>
        <translation>Starten, falls nötig mit einem Mitschnitt auf dem ausgewählten Gerät (Eingabe)</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>%1 answered · %2 sent · %3 failed</source>
        <translation>%1 beantwortet · %2 gesendet · %3 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 sent · %2 failed</source>
        <translation>%1 gesendet · %2 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Device to send the frames to</source>
        <translation>Das Gerät, an das die Frames gesendet werden</translation>
    </message>
    <message>
        <source>The capture is starting or stopping.</source>
        <translation>Der Mitschnitt startet oder endet gerade.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>Starting the injector also starts a capture on %1.</source>
        <translation>Der Start beginnt auch einen Mitschnitt auf %1.</translation>
    </message>
    <message>
        <source>%L1 left out: %2</source>
        <translation>%L1 ausgelassen: %2</translation>
    </message>
    <message>
        <source>%1 started on %2</source>
        <translation>%1 auf %2 gestartet</translation>
    </message>
    <message>
        <source>%1 started between %2 and %3</source>
        <translation>%1 zwischen %2 und %3 gestartet</translation>
    </message>
    <message numerus="yes">
        <source>%1 stopped on %2: %3 frame(s) sent, %4 failed</source>
        <translation>
            <numerusform>%1 auf %2 beendet: %3 Frame gesendet, %4 fehlgeschlagen</numerusform>
            <numerusform>%1 auf %2 beendet: %3 Frames gesendet, %4 fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 stopped between %2 and %3: %4 frame(s) sent, %5 failed</source>
        <translation>
            <numerusform>%1 zwischen %2 und %3 beendet: %4 Frame gesendet, %5 fehlgeschlagen</numerusform>
            <numerusform>%1 zwischen %2 und %3 beendet: %4 Frames gesendet, %5 fehlgeschlagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::InspectorView</name>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 antwortet nicht</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird abgefragt…</translation>
    </message>
    <message>
        <source>The frame as decoded by %1</source>
        <translation>Was %1 über den Frame sagt</translation>
    </message>
    <message>
        <source>%1 does not answer and will not be asked again</source>
        <translation>%1 antwortet nicht und wird nicht mehr gefragt</translation>
    </message>
</context>
<context>
    <name>tapscope::IoGraph</name>
    <message>
        <source>Traffic over time</source>
        <translation>Verkehr über die Zeit</translation>
    </message>
    <message numerus="yes">
        <source>%1: %L2 interval(s) of %L3 s, at most %4 (%5)</source>
        <translation>
            <numerusform>%1: %L2 Intervall von %L3 s, höchstens %4 (%5)</numerusform>
            <numerusform>%1: %L2 Intervalle von %L3 s, höchstens %4 (%5)</numerusform>
        </translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 s</translation>
    </message>
    <message>
        <source>%L1 s to %L2 s</source>
        <translation>%L1 s bis %L2 s</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>tapscope::IoGraphPage</name>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Sum of</source>
        <translation>Summe von</translation>
    </message>
    <message>
        <source>Minimum of</source>
        <translation>Minimum von</translation>
    </message>
    <message>
        <source>Maximum of</source>
        <translation>Maximum von</translation>
    </message>
    <message>
        <source>Average of</source>
        <translation>Mittelwert von</translation>
    </message>
    <message>
        <source>Count of</source>
        <translation>Anzahl von</translation>
    </message>
    <message>
        <source>&amp;Filter to this range</source>
        <translation>&amp;Filtern</translation>
    </message>
    <message>
        <source>&amp;Zoom to it</source>
        <translation>&amp;Zoomen</translation>
    </message>
    <message>
        <source>&amp;Interval</source>
        <translation>&amp;Intervall</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>&amp;Logarithmisch</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alles</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Bild…</translation>
    </message>
    <message>
        <source>Save &amp;values…</source>
        <translation>&amp;Werte…</translation>
    </message>
    <message>
        <source>A&amp;dd a series</source>
        <translation>&amp;Neue Reihe</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>All frames</source>
        <translation>Alle Frames</translation>
    </message>
    <message>
        <source>%L1 s to %L2 s</source>
        <translation>%L1 s bis %L2 s</translation>
    </message>
    <message>
        <source>Drag over the graph to select a range</source>
        <translation>Über den Graphen ziehen, um einen Bereich auszuwählen</translation>
    </message>
    <message>
        <source>Traffic over time</source>
        <translation>Verkehr über die Zeit</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>graph.csv</source>
        <translation>graph.csv</translation>
    </message>
    <message>
        <source>graph</source>
        <translation>graph</translation>
    </message>
    <message>
        <source>&amp;Copy values</source>
        <translation>Ko&amp;pieren</translation>
    </message>
    <message>
        <source>Copies the values of the selected range, or of the shown one, as CSV</source>
        <translation>Kopiert die Werte des ausgewählten oder des gezeigten Bereichs als CSV</translation>
    </message>
    <message>
        <source>TCP analysis</source>
        <translation>TCP-Analyse</translation>
    </message>
    <message>
        <source>Frames per %1</source>
        <translation>Frames je %1</translation>
    </message>
    <message>
        <source>Bytes per %1</source>
        <translation>Bytes je %1</translation>
    </message>
    <message>
        <source>Bits per %1</source>
        <translation>Bits je %1</translation>
    </message>
    <message>
        <source>Sum of %1</source>
        <translation>Summe von %1</translation>
    </message>
    <message>
        <source>Minimum of %1</source>
        <translation>Minimum von %1</translation>
    </message>
    <message>
        <source>Maximum of %1</source>
        <translation>Maximum von %1</translation>
    </message>
    <message>
        <source>Average of %1</source>
        <translation>Mittelwert von %1</translation>
    </message>
    <message>
        <source>Count of %1</source>
        <translation>Anzahl von %1</translation>
    </message>
</context>
<context>
    <name>tapscope::KeptFiltersButton</name>
    <message>
        <source>Bookmarks and recent filters</source>
        <translation>Lesezeichen und letzte Filter</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Remove bookmark</source>
        <translation>Lesezeichen entfernen</translation>
    </message>
    <message>
        <source>%1:  %2</source>
        <translation>%1:  %2</translation>
    </message>
    <message>
        <source>Bookmark this filter…</source>
        <translation>Diesen Filter merken als…</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Clear recently used filters</source>
        <translation>Zuletzt benutzte vergessen</translation>
    </message>
    <message>
        <source>Bookmark filter</source>
        <translation>Filter merken</translation>
    </message>
    <message>
        <source>Name for &quot;%1&quot;:</source>
        <translation>Name von „%1“:</translation>
    </message>
</context>
<context>
    <name>tapscope::LeaveQuestion</name>
    <message>
        <source>A capture on %1 is running.</source>
        <translation>Ein Mitschnitt auf %1 läuft.</translation>
    </message>
    <message numerus="yes">
        <source>%L1 captured frame(s) are not saved.</source>
        <translation>
            <numerusform>%L1 mitgeschnittener Frame ist nicht gespeichert.</numerusform>
            <numerusform>%L1 mitgeschnittene Frames sind nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %L1 frame(s) are in %2 and stay there.</source>
        <translation>
            <numerusform>Sein %L1 Frame ist in %2 und bleibt dort.</numerusform>
            <numerusform>Seine %L1 Frames sind in %2 und bleiben dort.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop and &amp;save…</source>
        <translation>Stoppen und &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>Stop and &amp;discard</source>
        <translation>Stoppen und &amp;verwerfen</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Go on capturing</source>
        <translation>&amp;Weiter mitschneiden</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Changed comments are not saved.</source>
        <translation>Geänderte Kommentare sind nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>tapscope::LineSettingEditor</name>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>%1: %2 is now %3</source>
        <translation>%1: %2 ist jetzt %3</translation>
    </message>
</context>
<context>
    <name>tapscope::ListContents</name>
    <message>
        <source>Sorting</source>
        <translation>Sortieren</translation>
    </message>
</context>
<context>
    <name>tapscope::ListHeader</name>
    <message>
        <source>&amp;Add a column…</source>
        <translation>Spalte &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Reset to the default columns</source>
        <translation>Auf &amp;Standardspalten zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Capture order</source>
        <translation>&amp;Reihenfolge des Mitschnitts</translation>
    </message>
    <message>
        <source>Sort &amp;ascending</source>
        <translation>&amp;Aufsteigend sortieren</translation>
    </message>
    <message>
        <source>Sort &amp;descending</source>
        <translation>A&amp;bsteigend sortieren</translation>
    </message>
    <message>
        <source>Align &amp;left</source>
        <translation>&amp;Linksbündig</translation>
    </message>
    <message>
        <source>Align c&amp;entre</source>
        <translation>&amp;Zentriert</translation>
    </message>
    <message>
        <source>Align &amp;right</source>
        <translation>Re&amp;chtsbündig</translation>
    </message>
    <message>
        <source>Ed&amp;it…</source>
        <translation>Bearbei&amp;ten…</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Resize to &amp;fit</source>
        <translation>Breite an&amp;passen</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Verbergen</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>C&amp;olumns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>Values of %1 in the frame</source>
        <translation>Die Werte von %1 im Frame</translation>
    </message>
    <message>
        <source>No loaded decoder has a field %1</source>
        <translation>Kein geladener Decoder hat ein Feld %1</translation>
    </message>
    <message>
        <source>
Click to sort, right-click for more</source>
        <translation>
Klicken sortiert; mehr im Menü</translation>
    </message>
    <message>
        <source>Defa&amp;ult alignment</source>
        <translation>&amp;Übliche Ausrichtung</translation>
    </message>
</context>
<context>
    <name>tapscope::ListNote</name>
    <message>
        <source>No frame passes the filter so far.</source>
        <translation>Bisher passt kein Frame zum Filter.</translation>
    </message>
    <message>
        <source>No frame passes the filter.</source>
        <translation>Kein Frame passt zum Filter.</translation>
    </message>
    <message>
        <source>Waiting for frames…</source>
        <translation>Warten auf Frames…</translation>
    </message>
    <message>
        <source>Waiting for frames on %1…</source>
        <translation>Warten auf Frames auf %1…</translation>
    </message>
    <message>
        <source>This capture has no frames.</source>
        <translation>Dieser Mitschnitt hat keine Frames.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Den Filter löschen</translation>
    </message>
    <message>
        <source>Applying the filter…</source>
        <translation>Der Filter wird angewendet…</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen…</translation>
    </message>
</context>
<context>
    <name>tapscope::ListSettingEditor</name>
    <message>
        <source>Removed by the kernel in %L1 s</source>
        <translation>Der Kernel entfernt sie in %L1 s</translation>
    </message>
    <message>
        <source>+ Add address</source>
        <translation>+ Adresse hinzufügen</translation>
    </message>
    <message>
        <source>+ Add name</source>
        <translation>+ Namen hinzufügen</translation>
    </message>
    <message>
        <source>10.9.0.1/24 or fd09::1/64</source>
        <translation>10.9.0.1/24 oder fd09::1/64</translation>
    </message>
    <message>
        <source>Remove this line</source>
        <translation>Diese Zeile entfernen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>%1: %2 was removed</source>
        <translation>%1: %2 wurde entfernt</translation>
    </message>
    <message>
        <source>%1: %2 was replaced by %3</source>
        <translation>%1: %2 wurde durch %3 ersetzt</translation>
    </message>
    <message>
        <source>%1: %2 was added</source>
        <translation>%1: %2 wurde hinzugefügt</translation>
    </message>
    <message>
        <source>%1: %2 was added as %3, because it has no prefix length</source>
        <translation>%1: %2 wurde als %3 hinzugefügt, denn es hat keine Präfixlänge</translation>
    </message>
</context>
<context>
    <name>tapscope::LogPane</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>tapscope::MainWindow</name>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Geräte</translation>
    </message>
    <message>
        <source>&amp;Fields</source>
        <translation>&amp;Felder</translation>
    </message>
    <message>
        <source>&amp;Bytes</source>
        <translation>&amp;Bytes</translation>
    </message>
    <message>
        <source>&amp;Inject and log</source>
        <translation>&amp;Injizieren und Protokoll</translation>
    </message>
    <message>
        <source>Start the demo?</source>
        <translation>Demo starten?</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quit TapScope?</source>
        <translation>TapScope beenden?</translation>
    </message>
    <message>
        <source>Unsaved capture</source>
        <translation>Nicht gespeicherter Mitschnitt</translation>
    </message>
    <message>
        <source>TapScope</source>
        <translation>TapScope</translation>
    </message>
</context>
<context>
    <name>tapscope::MergeDialog</name>
    <message>
        <source>&amp;Add files…</source>
        <translation>&amp;Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>&amp;Zusammenführen</translation>
    </message>
    <message>
        <source>Merge captures</source>
        <translation>Mitschnitte zusammenführen</translation>
    </message>
    <message>
        <source>Files to merge</source>
        <translation>Dateien, die zusammengeführt werden</translation>
    </message>
    <message>
        <source>One file after the other</source>
        <translation>Eine Datei nach der anderen</translation>
    </message>
    <message>
        <source>&amp;Order of the frames</source>
        <translation>&amp;Reihenfolge der Frames</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Add captures</source>
        <translation>Mitschnitte hinzufügen</translation>
    </message>
    <message>
        <source>Captures (*.pcap *.pcapng *.cap *.dmp *.gz *.zst *.lz4)</source>
        <translation>Mitschnitte (*.pcap *.pcapng *.cap *.dmp *.gz *.zst *.lz4)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Merging…</source>
        <translation>Wird zusammengeführt…</translation>
    </message>
    <message numerus="yes">
        <source>Merging: %L1 frame(s)</source>
        <translation>
            <numerusform>Zusammengeführt: %L1 Frame</numerusform>
            <numerusform>Zusammengeführt: %L1 Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 block(s) without a frame were left out: they do not fit into one section</source>
        <translation>
            <numerusform>%L1 Block ohne Frame wurde ausgelassen: Er passt nicht in einen gemeinsamen Abschnitt</numerusform>
            <numerusform>%L1 Blöcke ohne Frame wurden ausgelassen: Sie passen nicht in einen gemeinsamen Abschnitt</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop captures here</source>
        <translation>Mitschnitte können hierher gezogen werden</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>Nach den Zeiten der Frames</translation>
    </message>
    <message>
        <source>The merged capture opens in this window, where you can save it.</source>
        <translation>Der zusammengeführte Mitschnitt wird geöffnet und kann dann gespeichert werden.</translation>
    </message>
    <message>
        <source>Add two or more files, or drop them here.</source>
        <translation>Mindestens zwei Dateien hinzufügen oder hierher ziehen.</translation>
    </message>
</context>
<context>
    <name>tapscope::Minimap</name>
    <message>
        <source>Overview of the capture</source>
        <translation>Übersicht des Mitschnitts</translation>
    </message>
    <message>
        <source>Frame %L1</source>
        <translation>Frame %L1</translation>
    </message>
    <message>
        <source>Frames %L1 to %L2</source>
        <translation>Frames %L1 bis %L2</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>fehlerhaft</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>hidden by the filter</source>
        <translation>vom Filter ausgeblendet</translation>
    </message>
</context>
<context>
    <name>tapscope::MoveDeviceDialog</name>
    <message>
        <source>&amp;Move</source>
        <translation>&amp;Verschieben</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>%1 verschieben</translation>
    </message>
    <message>
        <source>Move %1 to a namespace</source>
        <translation>%1 in einen Namensraum verschieben</translation>
    </message>
    <message>
        <source>a name, or a process id</source>
        <translation>ein Name oder eine Prozess-ID</translation>
    </message>
    <message>
        <source>&amp;Namespace</source>
        <translation>&amp;Namensraum</translation>
    </message>
    <message>
        <source>Moving the device switches it off and removes its addresses. Programs that have it open keep it open.</source>
        <translation>Das Gerät wird dabei deaktiviert und verliert seine Adressen. Programme, die es offen haben, behalten es.</translation>
    </message>
    <message>
        <source>Moved %1 to the namespace %2</source>
        <translation>%1 in den Namensraum %2 verschoben</translation>
    </message>
</context>
<context>
    <name>tapscope::NameMenu</name>
    <message>
        <source>&amp;Name resolution</source>
        <translation>Namensaufl&amp;ösung</translation>
    </message>
    <message>
        <source>Resolve &amp;MAC addresses</source>
        <translation>&amp;MAC-Adressen auflösen</translation>
    </message>
    <message>
        <source>Resolve &amp;IP addresses</source>
        <translation>&amp;IP-Adressen auflösen</translation>
    </message>
    <message>
        <source>Resolve &amp;ports</source>
        <translation>&amp;Ports auflösen</translation>
    </message>
    <message>
        <source>Show the vendor of a network card and the last octets of its address; vendors come from the package ieee-data or from Wireshark&apos;s table</source>
        <translation>Den Hersteller einer Netzwerkkarte vor den letzten Oktetten ihrer Adresse zeigen, aus dem Paket ieee-data oder der Tabelle von Wireshark</translation>
    </message>
    <message>
        <source>Show host names from the capture&apos;s DNS, mDNS and DHCP frames, from its file, from /etc/hosts and from %1. TapScope never sends queries.</source>
        <translation>Namen von Hosts zeigen, aus DNS-, mDNS- und DHCP-Frames des Mitschnitts, aus seiner Datei, aus /etc/hosts und aus %1. Das Netz wird nie gefragt.</translation>
    </message>
    <message>
        <source>Show service names from /etc/services next to port numbers in the fields of a frame</source>
        <translation>Namen von Diensten hinter den Ports in den Feldern eines Frames zeigen, aus /etc/services</translation>
    </message>
</context>
<context>
    <name>tapscope::NamespaceBox</name>
    <message>
        <source>Namespace</source>
        <translation>Namensraum</translation>
    </message>
</context>
<context>
    <name>tapscope::NewDeviceDialog</name>
    <message>
        <source>switch it on</source>
        <translation>aktivieren</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Erstellen</translation>
    </message>
    <message>
        <source>New device</source>
        <translation>Neues Gerät</translation>
    </message>
    <message>
        <source>%1 pair</source>
        <translation>%1-Paar</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Addresses</source>
        <translation>&amp;Adressen</translation>
    </message>
    <message>
        <source>&amp;Peer</source>
        <translation>&amp;Gegenstelle</translation>
    </message>
    <message>
        <source>Pee&amp;r&apos;s addresses</source>
        <translation>A&amp;dressen der Gegenstelle</translation>
    </message>
    <message>
        <source>&amp;Up at once</source>
        <translation>&amp;Sofort aktiv</translation>
    </message>
    <message>
        <source>Ethernet frames to and from a program, such as a virtual machine.</source>
        <translation>Ethernet-Frames von und zu einem Programm, etwa einer virtuellen Maschine.</translation>
    </message>
    <message>
        <source>IP packets to and from a program, such as a VPN. No MAC address, no ARP.</source>
        <translation>IP-Pakete von und zu einem Programm, etwa einem VPN. Keine MAC-Adresse, kein ARP.</translation>
    </message>
    <message>
        <source>automatic (%1)</source>
        <translation>automatisch (%1)</translation>
    </message>
    <message>
        <source>automatic (veth1, veth3, …)</source>
        <translation>automatisch (veth1, veth3, …)</translation>
    </message>
    <message>
        <source>switch both ends on</source>
        <translation>beide Enden aktivieren</translation>
    </message>
    <message>
        <source>Name both ends, or neither.</source>
        <translation>Beide Enden benennen oder keines.</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>several programs can open the device at once (multi-queue)</source>
        <translation>mehrere Programme gleichzeitig (Multi-Queue)</translation>
    </message>
    <message>
        <source>keep the device after TapScope ends</source>
        <translation>nach dem Ende von TapScope (dauerhaft)</translation>
    </message>
    <message>
        <source>&amp;Queues</source>
        <translation>Ge&amp;teilt</translation>
    </message>
    <message>
        <source>Per&amp;sistent</source>
        <translation>Über&amp;nehmen</translation>
    </message>
    <message>
        <source>A virtual cable with two ends. Move one end into another namespace to connect the two namespaces.</source>
        <translation>Ein Kabel mit zwei Enden. Eines in einen Namensraum verschieben, um ihn mit diesem zu verbinden.</translation>
    </message>
    <message>
        <source>A switch in the kernel. TAP and vETH devices can be its ports.</source>
        <translation>Ein Switch im Kernel. TAPs und vETHs werden zu Ports davon.</translation>
    </message>
    <message>
        <source>%1 is given twice</source>
        <translation>%1 ist doppelt angegeben</translation>
    </message>
    <message>
        <source>A device has this name already</source>
        <translation>Ein Gerät hat diesen Namen schon</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>this one; or a name, or a process id</source>
        <translation>dieser; oder ein Name oder eine Prozessnummer</translation>
    </message>
    <message>
        <source>10 bytes</source>
        <translation>10 Bytes</translation>
    </message>
    <message>
        <source>12 bytes, with the number of buffers</source>
        <translation>12 Bytes, mit der Zahl der Puffer</translation>
    </message>
    <message>
        <source>A virtio_net_hdr before each frame, for a program such as a virtual machine</source>
        <translation>Ein virtio_net_hdr vor jedem Frame, für ein Programm wie eine virtuelle Maschine</translation>
    </message>
    <message>
        <source>Namespac&amp;e</source>
        <translation>Namensra&amp;um</translation>
    </message>
    <message>
        <source>&amp;Virtio header</source>
        <translation>&amp;Virtio-Header</translation>
    </message>
</context>
<context>
    <name>tapscope::ObjectListModel</name>
    <message numerus="yes">
        <source>%L1 byte(s)</source>
        <translation>
            <numerusform>%L1 Byte</numerusform>
            <numerusform>%L1 Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 byte(s), incomplete</source>
        <translation>
            <numerusform>%L1 Byte, unvollständig</numerusform>
            <numerusform>%L1 Bytes, unvollständig</numerusform>
        </translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Frame</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Inhaltstyp</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Some of its bytes are missing from the capture</source>
        <translation>Der Mitschnitt enthält nicht alle seine Bytes</translation>
    </message>
</context>
<context>
    <name>tapscope::ObjectsDialog</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Go to frame</source>
        <translation>Zum &amp;Frame gehen</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>Save &amp;all…</source>
        <translation>A&amp;lle speichern…</translation>
    </message>
    <message>
        <source>Export objects</source>
        <translation>Objekte exportieren</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>TFTP: files</source>
        <translation>TFTP: Dateien</translation>
    </message>
    <message>
        <source>Filter by host, type or name</source>
        <translation>Nach Host, Typ oder Name filtern</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Liste filtern</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Beginning of the object</source>
        <translation>Anfang des Objekts</translation>
    </message>
    <message>
        <source>Reading the capture…</source>
        <translation>Der Mitschnitt wird gelesen…</translation>
    </message>
    <message>
        <source>The capture has no objects of this protocol</source>
        <translation>Der Mitschnitt enthält keine Objekte dieses Protokolls</translation>
    </message>
    <message numerus="yes">
        <source>%L1 object(s)</source>
        <translation>
            <numerusform>%L1 Objekt</numerusform>
            <numerusform>%L1 Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>The object is empty</source>
        <translation>Das Objekt ist leer</translation>
    </message>
    <message>
        <source>The object is not text</source>
        <translation>Das Objekt ist kein Text</translation>
    </message>
    <message>
        <source>Save the object</source>
        <translation>Objekt speichern</translation>
    </message>
    <message>
        <source>Save the listed objects in a folder</source>
        <translation>Die aufgelisteten Objekte in einem Ordner speichern</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %L1 file(s) to %2</source>
        <translation>
            <numerusform>%L1 Datei nach %2 geschrieben</numerusform>
            <numerusform>%L1 Dateien nach %2 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>HTTP: message bodies</source>
        <translation>HTTP: Inhalte von Nachrichten</translation>
    </message>
    <message>
        <source>SMTP: emails</source>
        <translation>SMTP: E-Mails</translation>
    </message>
    <message numerus="yes">
        <source>%L1 more were left out: all objects together may have 1 GiB</source>
        <translation>
            <numerusform>%L1 weiteres wurde ausgelassen: Zusammen dürfen alle 1 GiB haben</numerusform>
            <numerusform>%L1 weitere wurden ausgelassen: Zusammen dürfen alle 1 GiB haben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::PaneLayout</name>
    <message>
        <source>&amp;Panes</source>
        <translation>Berei&amp;che</translation>
    </message>
    <message>
        <source>Show or hide this part of the window</source>
        <translation>Diesen Bereich des Fensters zeigen oder verbergen</translation>
    </message>
</context>
<context>
    <name>tapscope::PlaceActions</name>
    <message>
        <source>Change the network?</source>
        <translation>Netzwerk wechseln?</translation>
    </message>
</context>
<context>
    <name>tapscope::PlaceMenu</name>
    <message>
        <source>&amp;Network</source>
        <translation>Net&amp;zwerk</translation>
    </message>
    <message>
        <source>Private &amp;sandbox</source>
        <translation>Private &amp;Sandbox</translation>
    </message>
    <message>
        <source>Work in a private network, where you have all rights and nobody else sees the traffic</source>
        <translation>In einem privaten Netzwerk arbeiten, mit allen Rechten und ohne dass jemand den Verkehr sieht</translation>
    </message>
    <message>
        <source>&amp;Run a program here…</source>
        <translation>Hier ein &amp;Programm starten…</translation>
    </message>
    <message>
        <source>Run a shell, QEMU or any command in the network that the window shows</source>
        <translation>Eine Shell, QEMU oder einen Befehl im Netzwerk des Fensters starten</translation>
    </message>
    <message>
        <source>&amp;Back to this machine</source>
        <translation>&amp;Zurück zu diesem Rechner</translation>
    </message>
    <message>
        <source>Work with this machine&apos;s own devices again</source>
        <translation>Wieder mit den eigenen Geräten dieses Rechners arbeiten</translation>
    </message>
    <message>
        <source>Network &amp;namespace</source>
        <translation>Netzwerk-&amp;Namensraum</translation>
    </message>
    <message>
        <source>Network of a &amp;process…</source>
        <translation>Netzwerk eines P&amp;rozesses…</translation>
    </message>
    <message>
        <source>Work in the network of a process, such as a container, by its id</source>
        <translation>Im Netzwerk eines Prozesses, etwa eines Containers, mit dessen ID arbeiten</translation>
    </message>
    <message>
        <source>None yet (ip netns add NAME creates one)</source>
        <translation>Noch keiner (ip netns add NAME legt einen an)</translation>
    </message>
    <message>
        <source>Network of a process</source>
        <translation>Netzwerk eines Prozesses</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>End the sandbox?</source>
        <translation>Sandbox beenden?</translation>
    </message>
    <message>
        <source>The id of the process. You can enter your own containers and sandboxes; root can enter all.</source>
        <translation>ID des Prozesses. Eigene Container und Sandboxes sind zugänglich, für root alle.</translation>
    </message>
    <message>
        <source>These programs run in the sandbox and end with it: %1.</source>
        <translation>In der Sandbox laufen Programme, die mit ihr enden: %1.</translation>
    </message>
</context>
<context>
    <name>tapscope::Places</name>
    <message>
        <source>private sandbox</source>
        <translation>private Sandbox</translation>
    </message>
    <message>
        <source>network namespace %1</source>
        <translation>Netzwerk-Namensraum %1</translation>
    </message>
    <message>
        <source>network of process %1</source>
        <translation>Netzwerk des Prozesses %1</translation>
    </message>
    <message>
        <source>a terminal</source>
        <translation>ein Terminal</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>%1 gestartet</translation>
    </message>
    <message>
        <source>Cannot run %1: %2</source>
        <translation>%1 lässt sich nicht starten: %2</translation>
    </message>
    <message>
        <source>%1 ended with status %2</source>
        <translation>%1 endete mit Status %2</translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation>%1 ist beendet</translation>
    </message>
    <message>
        <source>No terminal program was found; set TERMINAL to the one you use, or enter a program to run</source>
        <translation>Kein Terminalprogramm gefunden; TERMINAL darauf setzen oder ein zu startendes Programm angeben</translation>
    </message>
</context>
<context>
    <name>tapscope::PlotView</name>
    <message numerus="yes">
        <source>%1: %L2 point(s)</source>
        <translation>
            <numerusform>%1: %L2 Punkt</numerusform>
            <numerusform>%1: %L2 Punkte</numerusform>
        </translation>
    </message>
    <message>
        <source>Frame %1 · %2 s · %3: %4</source>
        <translation>Frame %1 · %2 s · %3: %4</translation>
    </message>
</context>
<context>
    <name>tapscope::PluginWatch</name>
    <message>
        <source>The decoder %1 of the plugin %2</source>
        <translation>Der Decoder %1 des Plugins %2</translation>
    </message>
    <message>
        <source>The script decoder %1</source>
        <translation>Der Skript-Decoder %1</translation>
    </message>
    <message>
        <source>%1 does not return and is left out from now on</source>
        <translation>%1 kehrt nicht zurück und wird ab jetzt ausgelassen</translation>
    </message>
    <message>
        <source>%1 failed and is left out from now on</source>
        <translation>%1 ist fehlgeschlagen und wird ab jetzt ausgelassen</translation>
    </message>
</context>
<context>
    <name>tapscope::PluginsDialog</name>
    <message>
        <source>The decoder %1 failed and is left out</source>
        <translation>Der Decoder %1 ist fehlgeschlagen und wird ausgelassen</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>Plugins</translation>
    </message>
    <message>
        <source>Plugin</source>
        <translation>Plugin</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>off</source>
        <translation>abgeschaltet</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Decodes %1</source>
        <translation>Dekodiert %1</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>%1 will be loaded at the next start.</source>
        <translation>%1 wird beim nächsten Start geladen.</translation>
    </message>
    <message>
        <source>%1 will not be loaded from the next start on.</source>
        <translation>%1 wird ab dem nächsten Start ausgelassen.</translation>
    </message>
    <message>
        <source>. Default: %1</source>
        <translation>. Voreinstellung: %1</translation>
    </message>
    <message>
        <source>Version: %1</source>
        <translation>Version: %1</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>Lizenz: %1</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>Von: %1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>Nach: %1</translation>
    </message>
    <message>
        <source>The file that is there will be replaced.</source>
        <translation>Die vorhandene Datei wird ersetzt.</translation>
    </message>
    <message>
        <source>A script cannot read files or use the network, but decides what frames look like.</source>
        <translation>Ein Skript kann weder Dateien lesen noch das Netz benutzen, bestimmt aber, wie Frames aussehen.</translation>
    </message>
    <message>
        <source>A plugin runs with all your rights. Install only plugins that you trust.</source>
        <translation>Ein Plugin läuft mit allen Ihren Rechten. Installieren Sie nur Plugins, denen Sie vertrauen.</translation>
    </message>
    <message>
        <source>What the selected plugin provides, with its settings</source>
        <translation>Was das ausgewählte Plugin bietet, mit seinen Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Install…</source>
        <translation>&amp;Installieren…</translation>
    </message>
    <message>
        <source>Install a plugin</source>
        <translation>Ein Plugin installieren</translation>
    </message>
    <message>
        <source>Plugins and scripts (*.so *.lua)</source>
        <translation>Plugins und Skripte (*.so *.lua)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Install %1?</source>
        <translation>%1 installieren?</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>&amp;Installieren</translation>
    </message>
    <message>
        <source>Installed as %1. It is used from now on.</source>
        <translation>Installiert als %1. Es wird ab jetzt benutzt.</translation>
    </message>
    <message>
        <source>Installed as %1. It will be loaded at the next start.</source>
        <translation>Installiert als %1. Es wird beim nächsten Start geladen.</translation>
    </message>
    <message>
        <source>%L1 loaded, %L2 not loaded. Folder of your own plugins: %3, of your own scripts: %4</source>
        <translation>%L1 geladen, %L2 nicht geladen. Ordner der eigenen Plugins: %3, der eigenen Skripte: %4</translation>
    </message>
    <message>
        <source>It will be used instead of %1.</source>
        <translation>Es wird anstelle von %1 benutzt.</translation>
    </message>
    <message>
        <source>The selected plugin</source>
        <translation>Das ausgewählte Plugin</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Installed as %1, but left out: %2</source>
        <translation>Installiert als %1, aber ausgelassen: %2</translation>
    </message>
    <message>
        <source>Installed as %1.</source>
        <translation>Installiert als %1.</translation>
    </message>
</context>
<context>
    <name>tapscope::PortsDialog</name>
    <message>
        <source>Captured devices</source>
        <translation>Mitgeschnittene Geräte</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>By the device</source>
        <translation>Vom Gerät</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Frames that arrived but were not captured, because a buffer was full</source>
        <translation>Frames, die ankamen, aber nicht mitgeschnitten wurden, weil ein Puffer voll war</translation>
    </message>
    <message>
        <source>Frames that the device dropped on the way to its other end</source>
        <translation>Frames, die das Gerät auf dem Weg zu seinem anderen Ende verworfen hat</translation>
    </message>
    <message>
        <source>How often the device vanished and came back</source>
        <translation>Wie oft das Gerät verschwand und wiederkam</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>wird geöffnet</translation>
    </message>
    <message>
        <source>waiting for the device</source>
        <translation>wartet auf das Gerät</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>angehängt</translation>
    </message>
    <message>
        <source>monitored</source>
        <translation>beobachtet</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
</context>
<context>
    <name>tapscope::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>%L1 %</source>
        <translation>%L1 %</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>&amp;Bytes and filters</source>
        <translation>&amp;Bytes und Filter</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Unsaved captures</source>
        <translation>&amp;Ungespeicherte Mitschnitte</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>Über&amp;nehmen</translation>
    </message>
    <message>
        <source>A&amp;ppearance</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>C&amp;aptures</source>
        <translation>&amp;Mitschnitte</translation>
    </message>
    <message>
        <source>A capture to a named file begins with this ring of files:</source>
        <translation>Ein Mitschnitt in eine benannte Datei beginnt mit diesem Ring von Dateien:</translation>
    </message>
    <message>
        <source>Memory for captured frames that wait for a slow or full disk; when it is full, frames are not recorded</source>
        <translation>Speicher für mitgeschnittene Frames, die auf eine langsame oder volle Platte warten; ist er voll, werden Frames nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>Bu&amp;ffer for the disk</source>
        <translation>&amp;Puffer für die Platte</translation>
    </message>
</context>
<context>
    <name>tapscope::PrintDialog</name>
    <message>
        <source>&amp;Summary: the columns of the list</source>
        <translation>&amp;Zusammenfassung: die Spalten der Liste</translation>
    </message>
    <message>
        <source>&amp;Details: all fields</source>
        <translation>&amp;Details: alle Felder</translation>
    </message>
    <message>
        <source>&amp;Bytes</source>
        <translation>&amp;Bytes</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Save as &amp;PDF…</source>
        <translation>Als &amp;PDF speichern…</translation>
    </message>
    <message>
        <source>P&amp;rint…</source>
        <translation>D&amp;rucken…</translation>
    </message>
    <message>
        <source>Print frames</source>
        <translation>Frames drucken</translation>
    </message>
    <message numerus="yes">
        <source>The %L1 displayed frame(s)</source>
        <translation>
            <numerusform>Der %L1 angezeigte Frame</numerusform>
            <numerusform>Die %L1 angezeigten Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 selected frame(s)</source>
        <translation>
            <numerusform>Der %L1 ausgewählte Frame</numerusform>
            <numerusform>Die %L1 ausgewählten Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 marked frame(s)</source>
        <translation>
            <numerusform>Der %L1 markierte Frame</numerusform>
            <numerusform>Die %L1 markierten Frames</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Which</source>
        <translation>&amp;Welche</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>There are no such frames</source>
        <translation>Solche Frames gibt es nicht</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nichts ist gewählt</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Wird gedruckt…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message numerus="yes">
        <source>Printed %L1 page(s)</source>
        <translation>
            <numerusform>%L1 Seite gedruckt</numerusform>
            <numerusform>%L1 Seiten gedruckt</numerusform>
        </translation>
    </message>
    <message>
        <source>Each &amp;frame on a separate page</source>
        <translation>Jeder &amp;Frame auf einer eigenen Seite</translation>
    </message>
</context>
<context>
    <name>tapscope::ProfileMenu</name>
    <message>
        <source>Profi&amp;les</source>
        <translation>&amp;Profile</translation>
    </message>
    <message>
        <source>Columns, colouring rules, filters and filter buttons that are used together</source>
        <translation>Spalten, Einfärberegeln, Filter und Filterknöpfe, die zusammengehören</translation>
    </message>
    <message>
        <source>Profile: %1</source>
        <translation>Profil: %1</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>&amp;Neu…</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Neues Profil</translation>
    </message>
    <message>
        <source>&amp;Copy…</source>
        <translation>&amp;Kopieren…</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>Kopie von %1</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Give this profile another name</source>
        <translation>Diesem Profil einen anderen Namen geben</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Delete this profile and its folder</source>
        <translation>Dieses Profil und seinen Ordner löschen</translation>
    </message>
    <message>
        <source>&amp;Import from Wireshark…</source>
        <translation>Aus Wireshark &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Delete the profile?</source>
        <translation>Profil löschen?</translation>
    </message>
    <message>
        <source>Delete the profile %1? Its columns, colouring rules, filters and buttons are lost.</source>
        <translation>Das Profil %1 löschen? Seine Spalten, Einfärberegeln, Filter und Knöpfe gehen verloren.</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Folder of a Wireshark profile</source>
        <translation>Ordner eines Wireshark-Profils</translation>
    </message>
    <message>
        <source>Wireshark</source>
        <translation>Wireshark</translation>
    </message>
    <message>
        <source>Nothing was left out.</source>
        <translation>Nichts wurde ausgelassen.</translation>
    </message>
    <message>
        <source>Imported the profile %1: %2</source>
        <translation>Profil %1 importiert: %2</translation>
    </message>
    <message>
        <source>Profile imported</source>
        <translation>Profil importiert</translation>
    </message>
    <message>
        <source>The profile %1 has %2.</source>
        <translation>Das Profil %1 hat %2.</translation>
    </message>
    <message>
        <source>Make a profile with the default columns and rules</source>
        <translation>Ein Profil mit den Spalten und Regeln anlegen, mit denen das Programm beginnt</translation>
    </message>
    <message>
        <source>Copy profile</source>
        <translation>Kopie des Profils</translation>
    </message>
    <message>
        <source>Make a copy of this profile</source>
        <translation>Ein Profil mit dem Inhalt von diesem anlegen</translation>
    </message>
    <message>
        <source>Rename profile</source>
        <translation>Name des Profils</translation>
    </message>
    <message>
        <source>The default profile cannot be renamed</source>
        <translation>Das Standardprofil behält seinen Namen</translation>
    </message>
    <message>
        <source>The default profile cannot be deleted</source>
        <translation>Das Standardprofil ist immer vorhanden</translation>
    </message>
    <message>
        <source>Import the columns, colouring rules, filters and filter buttons from the folder of a profile</source>
        <translation>Spalten, Einfärberegeln, Filter und Filterknöpfe aus dem Ordner eines Profils übernehmen</translation>
    </message>
    <message>
        <source>Not imported:
• %1</source>
        <translation>Nicht übernommen:
• %1</translation>
    </message>
    <message>
        <source>nothing that could be imported</source>
        <translation>nichts, was sich übernehmen ließ</translation>
    </message>
    <message>
        <source>%1 items were not imported; the details list them.</source>
        <translation>%1 Dinge wurden nicht übernommen; die Details nennen sie.</translation>
    </message>
</context>
<context>
    <name>tapscope::Profiles</name>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>A profile needs a name</source>
        <translation>Ein Profil braucht einen Namen</translation>
    </message>
    <message>
        <source>The name is longer than %1 characters</source>
        <translation>Der Name ist länger als %1 Zeichen</translation>
    </message>
    <message>
        <source>The name must be a valid folder name: it cannot contain / or \, or begin with a dot</source>
        <translation>Der Name muss ein gültiger Ordnername sein: ohne / und \, und nicht mit einem Punkt am Anfang</translation>
    </message>
    <message>
        <source>the default profile cannot be renamed</source>
        <translation>das Standardprofil behält seinen Namen</translation>
    </message>
    <message>
        <source>the default profile cannot be deleted</source>
        <translation>das Standardprofil ist immer vorhanden</translation>
    </message>
    <message>
        <source>A profile with this name already exists</source>
        <translation>Ein Profil mit diesem Namen gibt es schon</translation>
    </message>
</context>
<context>
    <name>tapscope::PropertiesDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>not saved: %1</source>
        <translation>nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2 byte(s))</source>
        <translation>
            <numerusform>%1 (%2 Byte)</numerusform>
            <numerusform>%1 (%2 Byte)</numerusform>
        </translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Erster Frame</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Letzter Frame</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>%1 frames/s</source>
        <translation>%1 Frames/s</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Displayed</source>
        <translation>Angezeigt</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Link type</source>
        <translation>Verbindungstyp</translation>
    </message>
    <message>
        <source>Snap length</source>
        <translation>Snap-Länge</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 Byte</numerusform>
            <numerusform>%1 Byte</numerusform>
        </translation>
    </message>
    <message>
        <source>Capture filter</source>
        <translation>Mitschnittfilter</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>Hardware</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Capture file properties</source>
        <translation>Eigenschaften des Mitschnitts</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Eigenschaft</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Anzahlen</translation>
    </message>
    <message>
        <source>Interface %1</source>
        <translation>Schnittstelle %1</translation>
    </message>
    <message>
        <source>Interface %1: %2</source>
        <translation>Schnittstelle %1: %2</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>&amp;Properties</source>
        <translation>&amp;Eigenschaften</translation>
    </message>
    <message>
        <source>C&amp;omments</source>
        <translation>K&amp;ommentare</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>unknown: not captured in this window</source>
        <translation>nicht bekannt: nicht hier mitgeschnitten</translation>
    </message>
</context>
<context>
    <name>tapscope::ProtocolBox</name>
    <message>
        <source>Decode as</source>
        <translation>Dekodieren als</translation>
    </message>
    <message>
        <source>(default)</source>
        <translation>(Voreinstellung)</translation>
    </message>
    <message>
        <source>(nothing: show the bytes)</source>
        <translation>(nichts: Bytes zeigen)</translation>
    </message>
    <message>
        <source>%1 (not installed)</source>
        <translation>%1 (nicht installiert)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a protocol that can be chosen</source>
        <translation>&quot;%1&quot; ist kein Protokoll, das gewählt werden kann</translation>
    </message>
</context>
<context>
    <name>tapscope::ProtocolModel</name>
    <message>
        <source>protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>boolesch</translation>
    </message>
    <message>
        <source>unsigned integer</source>
        <translation>vorzeichenlose Ganzzahl</translation>
    </message>
    <message>
        <source>signed integer</source>
        <translation>Ganzzahl mit Vorzeichen</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Ethernet address</source>
        <translation>Ethernet-Adresse</translation>
    </message>
    <message>
        <source>IPv4 address</source>
        <translation>IPv4-Adresse</translation>
    </message>
    <message>
        <source>IPv6 address</source>
        <translation>IPv6-Adresse</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>Datum und Zeit</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>floating-point number</source>
        <translation>Gleitkommazahl</translation>
    </message>
    <message>
        <source>object identifier</source>
        <translation>Objektkennung (OID)</translation>
    </message>
    <message numerus="yes">
        <source>protocol, %n field(s)</source>
        <translation>
            <numerusform>Protokoll, %n Feld</numerusform>
            <numerusform>Protokoll, %n Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (also %2)</source>
        <translation>%1 (auch %2)</translation>
    </message>
    <message>
        <source>Name in filters</source>
        <translation>Name in Filtern</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>tapscope::ProtocolsDialog</name>
    <message>
        <source>Supported protocols</source>
        <translation>Unterstützte Protokolle</translation>
    </message>
    <message>
        <source>Search names and titles: ttl, dns.qry, retransmission…</source>
        <translation>Namen und Titel suchen: ttl, dns.qry, retransmission…</translation>
    </message>
    <message>
        <source>Search protocols and fields</source>
        <translation>Protokolle und Felder suchen</translation>
    </message>
    <message>
        <source>Protocols and their fields</source>
        <translation>Protokolle und ihre Felder</translation>
    </message>
    <message>
        <source>No protocol or field has this name.</source>
        <translation>Kein Protokoll oder Feld heißt so.</translation>
    </message>
    <message numerus="yes">
        <source>%n protocol(s) found</source>
        <translation>
            <numerusform>%n Protokoll gefunden</numerusform>
            <numerusform>%n Protokolle gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 protocols, %L2 fields. Double-click a name to use it in the filter.</source>
        <translation>%L1 Protokolle, %L2 Felder. Ein Doppelklick übernimmt einen Namen in den Filter.</translation>
    </message>
</context>
<context>
    <name>tapscope::RateGraph</name>
    <message>
        <source>Frames of the last minute</source>
        <translation>Frames der letzten Minute</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 ein, %2 aus</translation>
    </message>
    <message>
        <source>in: %1</source>
        <translation>ein: %1</translation>
    </message>
    <message>
        <source>out: %1</source>
        <translation>aus: %1</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>tapscope::RecentFilesMenu</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>Zuletzt &amp;geöffnet</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>&amp;Liste leeren</translation>
    </message>
    <message>
        <source>Clear this list; the files are kept</source>
        <translation>Die Liste leeren; die Dateien bleiben erhalten</translation>
    </message>
</context>
<context>
    <name>tapscope::RecordingsPlace</name>
    <message>
        <source>Folder of unsaved captures</source>
        <translation>Ordner ungespeicherter Mitschnitte</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>Du&amp;rchsuchen…</translation>
    </message>
    <message>
        <source>%1: %2 free</source>
        <translation>%1: %2 frei</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>The default folder</source>
        <translation>Der übliche Ordner</translation>
    </message>
</context>
<context>
    <name>tapscope::RecoveryBar</name>
    <message>
        <source>Show…</source>
        <translation>Zeigen…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>File › Recover captures… shows them again</source>
        <translation>Datei › Mitschnitte wiederherstellen… zeigt sie wieder</translation>
    </message>
    <message numerus="yes">
        <source>%L1 capture(s) were left when TapScope ended before they were saved.</source>
        <translation>
            <numerusform>%L1 Mitschnitt ist übrig, weil TapScope vor dem Speichern endete.</numerusform>
            <numerusform>%L1 Mitschnitte sind übrig, weil TapScope vor dem Speichern endete.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open or delete the captures that were left</source>
        <translation>Öffnen oder löschen, was übrig ist</translation>
    </message>
</context>
<context>
    <name>tapscope::RecoveryDialog</name>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Recover captures</source>
        <translation>Mitschnitte wiederherstellen</translation>
    </message>
    <message>
        <source>TapScope ended before these captures were saved. They stay until they are saved or deleted.</source>
        <translation>TapScope endete, bevor diese Mitschnitte gespeichert wurden. Sie bleiben, bis sie gespeichert oder gelöscht werden.</translation>
    </message>
    <message>
        <source>Unsaved captures</source>
        <translation>Nicht gespeicherte Mitschnitte</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Letzter Frame</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Später</translation>
    </message>
    <message>
        <source>Delete the capture?</source>
        <translation>Mitschnitt löschen?</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>%1 of frames will be lost: they are not saved anywhere else.</source>
        <translation>%1 an Frames gehen verloren: sie sind nirgends sonst gespeichert.</translation>
    </message>
</context>
<context>
    <name>tapscope::RemoteDeviceDialog</name>
    <message>
        <source>Settings of %1</source>
        <translation>Einstellungen von %1</translation>
    </message>
    <message>
        <source>New device there</source>
        <translation>Neues Gerät dort</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>An&amp;wenden</translation>
    </message>
    <message>
        <source>C&amp;reate</source>
        <translation>&amp;Erstellen</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Peer</source>
        <translation>&amp;Gegenstelle</translation>
    </message>
    <message>
        <source>Name both ends, or neither.</source>
        <translation>Beide Enden benennen oder keines.</translation>
    </message>
</context>
<context>
    <name>tapscope::RemoteDeviceList</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>MTU</source>
        <translation>MTU</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Devices of the other machine</source>
        <translation>Geräte der anderen Maschine</translation>
    </message>
    <message>
        <source>up</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>down</source>
        <translation>inaktiv</translation>
    </message>
</context>
<context>
    <name>tapscope::RemoteDialog</name>
    <message>
        <source>Connec&amp;t</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>&amp;Mitschnitt</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>&amp;Neu…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Switch &amp;up</source>
        <translation>&amp;Aktivieren</translation>
    </message>
    <message>
        <source>&amp;Destroy…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Remote machine</source>
        <translation>Andere Maschine</translation>
    </message>
    <message>
        <source>all frames; for example: tcp port 443 or arp</source>
        <translation>alle Frames; Beispiel: tcp port 443 or arp</translation>
    </message>
    <message>
        <source>Capture &amp;filter</source>
        <translation>Mitschnitt&amp;filter</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung zu %1…</translation>
    </message>
    <message>
        <source>TapScope is installed there: devices can be configured, and frames can be injected.</source>
        <translation>TapScope ist dort installiert: Geräte können eingestellt und Frames gesendet werden.</translation>
    </message>
    <message>
        <source>Neither TapScope nor dumpcap nor tcpdump is installed there, so nothing can be captured.</source>
        <translation>Weder TapScope noch dumpcap noch tcpdump ist dort installiert, daher kann nichts mitgeschnitten werden.</translation>
    </message>
    <message>
        <source>Frames are captured with %1. Install TapScope there to configure devices and inject frames.</source>
        <translation>Frames werden mit %1 mitgeschnitten. Um Geräte einzustellen und Frames zu senden, TapScope dort installieren.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>Switch do&amp;wn</source>
        <translation>&amp;Deaktivieren</translation>
    </message>
</context>
<context>
    <name>tapscope::RemoteMachine</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
</context>
<context>
    <name>tapscope::ResultPage</name>
    <message>
        <source>&amp;Filter by row</source>
        <translation>Nach Zeile &amp;filtern</translation>
    </message>
    <message>
        <source>Follow &amp;stream…</source>
        <translation>Stream &amp;folgen…</translation>
    </message>
    <message>
        <source>&amp;Go to first frame</source>
        <translation>&amp;Zum ersten Frame</translation>
    </message>
    <message>
        <source>&amp;Copy as CSV</source>
        <translation>Als CSV &amp;kopieren</translation>
    </message>
    <message>
        <source>S&amp;ave as CSV…</source>
        <translation>Als &amp;CSV speichern…</translation>
    </message>
    <message>
        <source>Rows of the statistic</source>
        <translation>Zeilen der Statistik</translation>
    </message>
    <message>
        <source>The first %L1 of %L2 rows are shown; all of them are copied and saved.</source>
        <translation>Die ersten %L1 von %L2 Zeilen werden gezeigt; kopiert und gespeichert werden alle.</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>statistic.csv</source>
        <translation>statistik.csv</translation>
    </message>
    <message>
        <source>&amp;TCP graphs</source>
        <translation>&amp;TCP-Graphen</translation>
    </message>
</context>
<context>
    <name>tapscope::RingForm</name>
    <message>
        <source>any size</source>
        <translation>beliebige Größe</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>beliebige Zeit</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>beliebige Anzahl</translation>
    </message>
    <message>
        <source>all files</source>
        <translation>alle Dateien</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Next file after</source>
        <translation>Nächste Datei nach</translation>
    </message>
    <message>
        <source>Keep the newest</source>
        <translation>Neueste behalten</translation>
    </message>
    <message>
        <source>Stop after files</source>
        <translation>Stopp nach Dateien</translation>
    </message>
</context>
<context>
    <name>tapscope::RunDialog</name>
    <message>
        <source>&amp;End it</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Run a program here</source>
        <translation>Hier ein Programm starten</translation>
    </message>
    <message>
        <source>Run a program on this machine</source>
        <translation>Ein Programm auf diesem Rechner starten</translation>
    </message>
    <message>
        <source>Run a program: %1</source>
        <comment>network</comment>
        <translation>Ein Programm starten: %1</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>your shell, in a terminal</source>
        <translation>die eigene Shell in einem Terminal</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Running here</source>
        <translation>Läuft hier</translation>
    </message>
    <message>
        <source>Programs that run here</source>
        <translation>Programme, die hier laufen</translation>
    </message>
    <message>
        <source>%1  (pid %2)</source>
        <translation>%1  (PID %2)</translation>
    </message>
    <message>
        <source>Any command, such as curl http://10.9.0.2/, qemu-system-x86_64 … or a test. In a sandbox, the command may configure the network; it ends with the sandbox.</source>
        <translation>Ein beliebiger Befehl: curl http://10.9.0.2/, qemu-system-x86_64 …, ein Test. In einer Sandbox darf er das Netzwerk konfigurieren und endet mit ihr.</translation>
    </message>
</context>
<context>
    <name>tapscope::SandboxOffer</name>
    <message>
        <source>Changing this machine&apos;s devices needs a password or a permission. A private sandbox needs neither.</source>
        <translation>Die Geräte dieses Rechners zu ändern erfordert ein Passwort oder eine Berechtigung. Eine private Sandbox braucht beides nicht.</translation>
    </message>
    <message>
        <source>Use a private sandbox</source>
        <translation>Private Sandbox benutzen</translation>
    </message>
    <message>
        <source>A private network, where you have all rights and nobody else sees the traffic (Ctrl+Alt+B)</source>
        <translation>Ein privates Netzwerk mit allen Rechten, dessen Verkehr niemand sonst sieht (Strg+Alt+B)</translation>
    </message>
</context>
<context>
    <name>tapscope::SaveDialog</name>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save frames</source>
        <translation>Frames speichern</translation>
    </message>
    <message>
        <source>All frames (%L1 so far)</source>
        <translation>Alle Frames (bisher %L1)</translation>
    </message>
    <message numerus="yes">
        <source>All %L1 frame(s)</source>
        <translation>
            <numerusform>Der %L1 Frame</numerusform>
            <numerusform>Alle %L1 Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 displayed frame(s)</source>
        <translation>
            <numerusform>Der %L1 angezeigte Frame</numerusform>
            <numerusform>Die %L1 angezeigten Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 selected frame(s)</source>
        <translation>
            <numerusform>Der %L1 ausgewählte Frame</numerusform>
            <numerusform>Die %L1 ausgewählten Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 marked frame(s)</source>
        <translation>
            <numerusform>Der %L1 markierte Frame</numerusform>
            <numerusform>Die %L1 markierten Frames</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>F&amp;ile</source>
        <translation>Date&amp;i</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>There are no such frames</source>
        <translation>Solche Frames gibt es nicht</translation>
    </message>
    <message>
        <source>Ranges</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>such as 1-100, 250, 300-</source>
        <translation>etwa 1-100, 250, 300-</translation>
    </message>
    <message>
        <source>With the frames that they &amp;depend on</source>
        <translation>Mit den Frames, von denen sie a&amp;bhängen</translation>
    </message>
    <message>
        <source>Also save all fragments and TCP segments of the datagrams and messages of which a frame has a part, so that other programs can reassemble them</source>
        <translation>Auch alle Fragmente und TCP-Segmente der Datagramme und Nachrichten speichern, von denen ein Frame einen Teil hat, damit andere Programme sie zusammensetzen können</translation>
    </message>
    <message>
        <source>F&amp;rames</source>
        <translation>&amp;Welche</translation>
    </message>
</context>
<context>
    <name>tapscope::Saving</name>
    <message>
        <source>Saving %1 makes no progress: the plugin %2 or a disk does not respond. After Cancel, all frames are still there</source>
        <translation>Das Speichern von %1 kommt nicht voran: das Plugin %2 oder eine Platte antwortet nicht. Nach dem Abbrechen sind alle Frames noch da</translation>
    </message>
</context>
<context>
    <name>tapscope::ScriptWatch</name>
    <message>
        <source>No scripts are in use</source>
        <translation>Keine Skripte in Benutzung</translation>
    </message>
    <message>
        <source>Scripts decode %1</source>
        <translation>Skripte dekodieren %1</translation>
    </message>
    <message>
        <source>The script %1 is left out: %2</source>
        <translation>Das Skript %1 wird ausgelassen: %2</translation>
    </message>
</context>
<context>
    <name>tapscope::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>Sequenzdiagramm</translation>
    </message>
    <message>
        <source>%L1 frames between %L2 hosts</source>
        <translation>%L1 Frames zwischen %L2 Hosts</translation>
    </message>
    <message>
        <source>Time, s</source>
        <translation>Zeit, s</translation>
    </message>
</context>
<context>
    <name>tapscope::SeriesTable</name>
    <message>
        <source>Series of the graph</source>
        <translation>Reihen des Graphen</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>as above</source>
        <translation>wie oben</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>mean of %L1</source>
        <translation>Mittel von %L1</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
</context>
<context>
    <name>tapscope::SettingEditor</name>
    <message>
        <source>Must be a number from %1 to %2</source>
        <translation>Muss eine Zahl von %1 bis %2 sein</translation>
    </message>
</context>
<context>
    <name>tapscope::SettingsForm</name>
    <message>
        <source>A value is required</source>
        <translation>Ein Wert ist erforderlich</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei auswählen</translation>
    </message>
</context>
<context>
    <name>tapscope::SeverityDot</name>
    <message numerus="yes">
        <source>Expert information: nothing stands out in %L1 frame(s)</source>
        <translation>
            <numerusform>Experteninformationen: nichts Auffälliges in %L1 Frame</numerusform>
            <numerusform>Experteninformationen: nichts Auffälliges in %L1 Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expert information. The worst finding in %L1 frame(s) is in frame %L2: %3</source>
        <translation>
            <numerusform>Experteninformationen. Der schwerste Befund in %L1 Frame ist in Frame %L2: %3</numerusform>
            <numerusform>Experteninformationen. Der schwerste Befund in %L1 Frames ist in Frame %L2: %3</numerusform>
        </translation>
    </message>
    <message>
        <source>Worst expert finding: %1</source>
        <translation>Schwerster Befund: %1</translation>
    </message>
    <message>
        <source>Expert: error</source>
        <translation>Experte: Fehler</translation>
    </message>
    <message>
        <source>Expert: warning</source>
        <translation>Experte: Warnung</translation>
    </message>
    <message>
        <source>Expert: note</source>
        <translation>Experte: Hinweis</translation>
    </message>
    <message>
        <source>Expert: chat</source>
        <translation>Experte: Ablauf</translation>
    </message>
    <message>
        <source>Expert: comment</source>
        <translation>Experte: Kommentar</translation>
    </message>
    <message>
        <source>Expert: nothing</source>
        <translation>Experte: nichts</translation>
    </message>
</context>
<context>
    <name>tapscope::ShortcutsDialog</name>
    <message>
        <source>%1 in the list of devices</source>
        <translation>%1 in der Geräteliste</translation>
    </message>
    <message>
        <source>In lists and fields</source>
        <translation>In Listen und Feldern</translation>
    </message>
    <message>
        <source>Open the context menu of the selection</source>
        <translation>Das Kontextmenü der Auswahl öffnen</translation>
    </message>
    <message>
        <source>Menu, Shift+F10</source>
        <translation>Menü, Umschalt+F10</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Select several frames</source>
        <translation>Mehrere Frames auswählen</translation>
    </message>
    <message>
        <source>Shift+Up, Shift+Down</source>
        <translation>Umschalt+Hoch, Umschalt+Runter</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>Tasten suchen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Undo typing in a device&apos;s field</source>
        <translation>Die Eingabe im Feld eines Geräts verwerfen</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Wirkung</translation>
    </message>
</context>
<context>
    <name>tapscope::SourceSettings</name>
    <message>
        <source>There is no source &quot;%1&quot;</source>
        <translation>Es gibt keine Quelle „%1“</translation>
    </message>
</context>
<context>
    <name>tapscope::StatisticsWindow</name>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Protocol hierarchy</source>
        <translation>Protokollhierarchie</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Konversationen</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>Endpunkte</translation>
    </message>
    <message>
        <source>I/O graph</source>
        <translation>I/O-Graph</translation>
    </message>
    <message>
        <source>Frame lengths</source>
        <translation>Frame-Längen</translation>
    </message>
    <message>
        <source>Expert information</source>
        <translation>Experteninfo</translation>
    </message>
    <message>
        <source>Response times</source>
        <translation>Antwortzeiten</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>DHCP</source>
        <translation>DHCP</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistiken</translation>
    </message>
    <message>
        <source>Count only frames that match this filter</source>
        <translation>Nur Frames zählen, die zu diesem Filter passen</translation>
    </message>
    <message>
        <source>Count only frames that match this filter, such as ip.addr == 10.9.0.2</source>
        <translation>Nur passende Frames zählen, etwa ip.addr == 10.9.0.2</translation>
    </message>
    <message>
        <source>Interface whose frames are counted</source>
        <translation>Schnittstelle, deren Frames gezählt werden</translation>
    </message>
    <message>
        <source>The frames are being counted.</source>
        <translation>Die Frames werden gezählt.</translation>
    </message>
    <message>
        <source>All interfaces</source>
        <translation>Alle Schnittstellen</translation>
    </message>
    <message>
        <source>Interface %1</source>
        <translation>Schnittstelle %1</translation>
    </message>
    <message>
        <source>The frames contain nothing of this kind.</source>
        <translation>Die Frames enthalten nichts dieser Art.</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s) counted</source>
        <translation>
            <numerusform>%L1 Frame gezählt</numerusform>
            <numerusform>%L1 Frames gezählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Counted %L1 of %L2 frame(s)</source>
        <translation>
            <numerusform>%L1 von %L2 Frame gezählt</numerusform>
            <numerusform>%L1 von %L2 Frames gezählt</numerusform>
        </translation>
    </message>
    <message>
        <source>TCP stream</source>
        <translation>TCP-Stream</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Fluss</translation>
    </message>
    <message>
        <source>SIP</source>
        <translation>SIP</translation>
    </message>
    <message>
        <source>Cancelled: the remaining frames were not counted</source>
        <translation>Abgebrochen: die Frames nach den gezählten fehlen</translation>
    </message>
    <message>
        <source>The statistic %1 is left out from now on: %2</source>
        <translation>Die Statistik %1 wird ab jetzt ausgelassen: %2</translation>
    </message>
    <message>
        <source>The statistic %1 of the plugin %2 is left out from now on: %3</source>
        <translation>Die Statistik %1 des Plugins %2 wird ab jetzt ausgelassen: %3</translation>
    </message>
    <message>
        <source>Arguments of the statistic</source>
        <translation>Argumente der Statistik</translation>
    </message>
    <message>
        <source>A frame seen on two devices is counted twice when all interfaces are counted together</source>
        <translation>Ein auf zwei Geräten gesehener Frame zählt doppelt, wenn alle zusammen gezählt werden</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>&amp;Neues Fenster</translation>
    </message>
    <message>
        <source>Show another statistic beside this one</source>
        <translation>Eine weitere Statistik neben dieser zeigen</translation>
    </message>
    <message>
        <source>Arguments: %1</source>
        <translation>Argumente: %1</translation>
    </message>
    <message>
        <source>Open or start a capture to see its statistics.</source>
        <translation>Einen Mitschnitt öffnen oder starten: seine Frames werden hier gezählt.</translation>
    </message>
    <message>
        <source>The filter is not valid.</source>
        <translation>Der Filter ist falsch.</translation>
    </message>
    <message>
        <source>All other interfaces</source>
        <translation>Alle übrigen</translation>
    </message>
</context>
<context>
    <name>tapscope::StatusStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the running task</source>
        <translation>Die laufende Aufgabe abbrechen</translation>
    </message>
    <message>
        <source>Capturing %1 (attached)</source>
        <translation>Mitschnitt auf %1 (angehängt)</translation>
    </message>
    <message>
        <source>Capturing %1 (monitor)</source>
        <translation>Mitschnitt auf %1 (beobachtend)</translation>
    </message>
    <message>
        <source>Capturing %1</source>
        <translation>Mitschnitt auf %1</translation>
    </message>
    <message>
        <source>Waiting for %1</source>
        <translation>Warten auf %1</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lesen von %1</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stoppt…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öffnet…</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Frames %1</source>
        <translation>Frames %1</translation>
    </message>
    <message>
        <source>Displayed %1 (%2 %)</source>
        <translation>Angezeigt %1 (%2 %)</translation>
    </message>
    <message>
        <source>Dropped %1</source>
        <translation>Verworfen %1</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 auf Datenträger</translation>
    </message>
    <message>
        <source>All frames of the capture</source>
        <translation>Alle Frames des Mitschnitts</translation>
    </message>
    <message>
        <source> · switched off: %1</source>
        <translation> · inaktiv: %1</translation>
    </message>
    <message>
        <source>Frames that match the filter</source>
        <translation>Frames, die den Filter passieren</translation>
    </message>
    <message>
        <source>Size of the capture file</source>
        <translation>Größe des Mitschnitts in seiner Datei</translation>
    </message>
    <message>
        <source> · the device is switched off</source>
        <translation> · es ist inaktiv</translation>
    </message>
    <message>
        <source>Captured frames that are not on the disk yet. They wait in a buffer; when it is full, frames are not recorded</source>
        <translation>Mitgeschnittene Frames, die noch nicht auf der Platte sind. Sie warten in einem Puffer; ist er voll, werden Frames nicht aufgezeichnet</translation>
    </message>
    <message numerus="yes">
        <source>Stopping… %Ln frame(s) are still to be written</source>
        <translation>
            <numerusform>Stoppt… %Ln Frame ist noch zu schreiben</numerusform>
            <numerusform>Stoppt… %Ln Frames sind noch zu schreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>, by the device %1</source>
        <translation>, vom Gerät %1</translation>
    </message>
    <message>
        <source>Frames that arrived but were not captured. The kernel&apos;s buffer was full: %1; the device&apos;s queue was full: %2.
Frames that the device dropped on the way to its other end: %3</source>
        <translation>Frames, die ankamen, aber nicht mitgeschnitten wurden. Der Puffer des Kernels war voll: %1; die Warteschlange des Geräts war voll: %2.
Frames, die das Gerät auf dem Weg zu seinem anderen Ende verworfen hat: %3</translation>
    </message>
    <message>
        <source>Waiting for the disk: %1 (buffer %2 %)</source>
        <translation>Warten auf die Platte: %1 (Puffer %2 %)</translation>
    </message>
    <message>
        <source>Not recorded: %1</source>
        <translation>Nicht aufgezeichnet: %1</translation>
    </message>
    <message>
        <source>Click to show each captured device</source>
        <translation>Klicken zeigt jedes mitgeschnittene Gerät</translation>
    </message>
</context>
<context>
    <name>tapscope::StreamPage</name>
    <message>
        <source>&amp;Other direction</source>
        <translation>&amp;Andere Richtung</translation>
    </message>
    <message>
        <source>&amp;Filter by stream</source>
        <translation>Nach Stream &amp;filtern</translation>
    </message>
    <message>
        <source>Time/sequence (tcptrace)</source>
        <translation>Zeit/Sequenz (tcptrace)</translation>
    </message>
    <message>
        <source>Time/sequence (Stevens)</source>
        <translation>Zeit/Sequenz (Stevens)</translation>
    </message>
    <message>
        <source>Round-trip time</source>
        <translation>Umlaufzeit</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>&amp;Stream</source>
        <translation>&amp;Stream</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Bild…</translation>
    </message>
    <message>
        <source>Save &amp;values…</source>
        <translation>&amp;Werte…</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alles</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>stream.csv</source>
        <translation>stream.csv</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>stream</translation>
    </message>
    <message>
        <source>Number of the TCP connection (tcp.stream)</source>
        <translation>Nummer der Verbindung: tcp.stream</translation>
    </message>
    <message>
        <source>No counted frame of this stream has a value for this graph</source>
        <translation>Kein gezählter Frame dieses Streams gehört in diesen Graphen</translation>
    </message>
</context>
<context>
    <name>tapscope::SwitchSettingEditor</name>
    <message>
        <source>%1: %2 is now %3</source>
        <translation>%1: %2 ist jetzt %3</translation>
    </message>
    <message>
        <source>on</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>off</source>
        <translation>abgeschaltet</translation>
    </message>
</context>
<context>
    <name>tapscope::TimeFormatMenu</name>
    <message>
        <source>&amp;Time</source>
        <translation>Z&amp;eit</translation>
    </message>
    <message>
        <source>Seconds since the &amp;first frame</source>
        <translation>Sekunden seit dem &amp;ersten Frame</translation>
    </message>
    <message>
        <source>Seconds since the &amp;previous frame</source>
        <translation>Sekunden seit dem &amp;vorherigen Frame</translation>
    </message>
    <message>
        <source>&amp;Local date and time</source>
        <translation>&amp;Lokales Datum und Zeit</translation>
    </message>
    <message>
        <source>&amp;UTC date and time</source>
        <translation>Datum und Zeit in &amp;UTC</translation>
    </message>
    <message>
        <source>&amp;Seconds since 1970</source>
        <translation>&amp;Sekunden seit 1970</translation>
    </message>
    <message>
        <source>Show times in the list in this format (%1)</source>
        <translation>Zeiten in der Liste in dieser Form zeigen (%1)</translation>
    </message>
</context>
<context>
    <name>tapscope::TimeShiftDialog</name>
    <message>
        <source>&amp;Shift all frames by</source>
        <translation>Alle Frames &amp;verschieben um</translation>
    </message>
    <message>
        <source>Set the time of &amp;frame</source>
        <translation>&amp;Zeit setzen von Frame</translation>
    </message>
    <message>
        <source>&amp;and the time of frame</source>
        <translation>&amp;und die Zeit von Frame</translation>
    </message>
    <message>
        <source>S&amp;hift</source>
        <translation>Ve&amp;rschieben</translation>
    </message>
    <message>
        <source>Shift times</source>
        <translation>Zeiten ändern</translation>
    </message>
    <message>
        <source>Number of the frame</source>
        <translation>Nummer des Frames</translation>
    </message>
    <message>
        <source>Local time of the frame</source>
        <translation>Ortszeit des Frames</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>-1.5, 90 or -02:00:00</source>
        <translation>-1.5, 90 oder -02:00:00</translation>
    </message>
    <message>
        <source>to</source>
        <translation>auf</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>Frame %1</translation>
    </message>
    <message>
        <source>it has no time</source>
        <translation>er hat keine Zeit</translation>
    </message>
    <message>
        <source>it is not a time such as 2026-01-31 12:00:00.5</source>
        <translation>das ist keine Zeit wie 2026-01-31 12:00:00.5</translation>
    </message>
    <message>
        <source>it is not a duration such as -1.5, 90 or -02:00:00</source>
        <translation>das ist keine Dauer wie -1.5, 90 oder -02:00:00</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben…</translation>
    </message>
    <message numerus="yes">
        <source>%L1 frame(s) kept their times: they have none, or a file cannot store the new ones</source>
        <translation>
            <numerusform>%L1 Frame behielt seine Zeit: Er hat keine, oder eine Datei kann die neue nicht speichern</numerusform>
            <numerusform>%L1 Frames behielten ihre Zeiten: Sie haben keine, oder eine Datei kann die neuen nicht speichern</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy with the new times opens in this window, where you can save it.</source>
        <translation>Eine Kopie mit den neuen Zeiten wird geöffnet und kann dann gespeichert werden.</translation>
    </message>
</context>
<context>
    <name>tapscope::WindowBody</name>
    <message>
        <source>Inject</source>
        <translation>Injizieren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Send frames to the captured device</source>
        <translation>Frames an das mitgeschnittene Gerät senden</translation>
    </message>
    <message>
        <source>Messages and errors since the start</source>
        <translation>Was seit dem Start geschah, auch Fehler</translation>
    </message>
</context>
<context>
    <name>tapscope::WindowMenus</name>
    <message>
        <source>Apply as &amp;filter</source>
        <translation>Als Filter &amp;anwenden</translation>
    </message>
    <message>
        <source>Prepare as f&amp;ilter</source>
        <translation>Als Filter &amp;vorbereiten</translation>
    </message>
    <message>
        <source>Con&amp;versation filter</source>
        <translation>&amp;Konversationsfilter</translation>
    </message>
    <message>
        <source>C&amp;omments</source>
        <translation>K&amp;ommentare</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Hauptleiste</translation>
    </message>
    <message>
        <source>Copy a&amp;s</source>
        <translation>Kopiere&amp;n als</translation>
    </message>
</context>
<context>
    <name>tapscope::WiringActions</name>
    <message>
        <source>&amp;Capture here</source>
        <translation>Hier &amp;mitschneiden</translation>
    </message>
    <message>
        <source>Start a capture on the selected devices</source>
        <translation>Einen Mitschnitt auf den ausgewählten Geräten starten</translation>
    </message>
    <message>
        <source>Switch &amp;on</source>
        <translation>&amp;Aktivieren</translation>
    </message>
    <message>
        <source>Switch the selected devices on</source>
        <translation>Die ausgewählten Geräte aktivieren</translation>
    </message>
    <message>
        <source>Switch o&amp;ff</source>
        <translation>&amp;Deaktivieren</translation>
    </message>
    <message>
        <source>Switch the selected devices off</source>
        <translation>Die ausgewählten Geräte deaktivieren</translation>
    </message>
    <message>
        <source>Add to a &amp;bridge</source>
        <translation>Zu einer &amp;Bridge hinzufügen</translation>
    </message>
    <message>
        <source>Make the selected devices ports of a bridge</source>
        <translation>Die ausgewählten Geräte zu Ports einer Bridge machen</translation>
    </message>
    <message>
        <source>&amp;Take out of the bridge</source>
        <translation>Aus der Bridge &amp;entfernen</translation>
    </message>
    <message>
        <source>D&amp;estroy…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Destroy the selected device</source>
        <translation>Das ausgewählte Gerät löschen</translation>
    </message>
    <message>
        <source>&amp;New bridge</source>
        <translation>&amp;Neue Bridge</translation>
    </message>
    <message>
        <source>Put a &amp;wire between</source>
        <translation>Mit einer &amp;Leitung verbinden</translation>
    </message>
    <message>
        <source>Remove the selected devices from their bridges</source>
        <translation>Die ausgewählten Geräte aus ihrer Bridge lösen</translation>
    </message>
    <message>
        <source>Show in the list of &amp;devices</source>
        <translation>In der &amp;Geräteliste zeigen</translation>
    </message>
    <message>
        <source>Select the device in the list, where you can change its settings</source>
        <translation>In der Geräteliste auswählen, wo es sich einstellen lässt</translation>
    </message>
    <message>
        <source>Created the bridge %1 with the ports %2</source>
        <translation>Bridge %1 mit den Ports %2 erstellt</translation>
    </message>
    <message>
        <source>Added %1 to the bridge %2</source>
        <translation>%1 zur Bridge %2 hinzugefügt</translation>
    </message>
    <message>
        <source>Took %1 out of its bridge</source>
        <translation>%1 aus seiner Bridge genommen</translation>
    </message>
    <message>
        <source>Capture on the two selected devices, and forward the frames of each to the other</source>
        <translation>Auf den beiden ausgewählten Geräten mitschneiden und jedem weitergeben, was aus dem anderen kommt</translation>
    </message>
</context>
<context>
    <name>tapscope::WiringDetails</name>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 ein, %2 aus</translation>
    </message>
    <message>
        <source>Properties of the selected device</source>
        <translation>Eigenschaften des ausgewählten Geräts</translation>
    </message>
    <message>
        <source>No device is selected</source>
        <translation>Kein Gerät ausgewählt</translation>
    </message>
    <message>
        <source>index %1</source>
        <translation>Index %1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Connected with</source>
        <translation>Verbunden mit</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>MAC</source>
        <translation>MAC</translation>
    </message>
    <message>
        <source>MTU</source>
        <translation>MTU</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Andere Namen</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Open in</source>
        <translation>Geöffnet von</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verworfen</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n Gerät</numerusform>
            <numerusform>%n Geräte</numerusform>
        </translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Gehört dem angemeldeten Benutzer</translation>
    </message>
    <message>
        <source>It has no owner: changing it needs an administrator&apos;s permission</source>
        <translation>Es hat keinen Besitzer: Ein Administrator muss Änderungen erlauben</translation>
    </message>
    <message>
        <source>Another user&apos;s: changing it needs an administrator&apos;s permission</source>
        <translation>Gehört einem anderen Benutzer: Ein Administrator muss Änderungen erlauben</translation>
    </message>
    <message>
        <source>In this window</source>
        <translation>In diesem Fenster</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Only root can change it</source>
        <translation>Nur root kann es ändern</translation>
    </message>
    <message>
        <source>Click a device to see its properties. Ctrl+click or drag to select several.</source>
        <translation>Ein Klick auf ein Gerät zeigt seine Eigenschaften. Strg+Klick oder Ziehen wählt mehrere aus.</translation>
    </message>
    <message>
        <source>If you capture on them together, each becomes an interface of one capture.</source>
        <translation>Zusammen mitgeschnitten ist jedes eine Schnittstelle eines Mitschnitts.</translation>
    </message>
    <message>
        <source>MACs: %L1</source>
        <translation>MACs: %L1</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>Learned MACs</source>
        <translation>Gelernte MACs</translation>
    </message>
    <message>
        <source>Bridge ports</source>
        <translation>Ports der Bridge</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
</context>
<context>
    <name>tapscope::WiringMap</name>
    <message>
        <source>captured</source>
        <translation>wird mitgeschnitten</translation>
    </message>
</context>
<context>
    <name>tapscope::WiringScene</name>
    <message>
        <source>Its devices cannot be seen</source>
        <translation>Seine Geräte sind nicht sichtbar</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s), this window&apos;s</source>
        <translation>
            <numerusform>%n Gerät, von diesem Fenster</numerusform>
            <numerusform>%n Geräte, von diesem Fenster</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n Gerät</numerusform>
            <numerusform>%n Geräte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::WiringTableModel</name>
    <message>
        <source>Namespace</source>
        <translation>Namensraum</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Connected with</source>
        <translation>Verbunden mit</translation>
    </message>
    <message>
        <source>Open in</source>
        <translation>Geöffnet von</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>MTU</source>
        <translation>MTU</translation>
    </message>
    <message>
        <source>Port state</source>
        <translation>Portzustand</translation>
    </message>
    <message>
        <source>Bridge and its ports</source>
        <translation>Bridge und ihre Ports</translation>
    </message>
    <message>
        <source>Learned MACs</source>
        <translation>Gelernte MACs</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
</context>
<context>
    <name>tapscope::WiringWindow</name>
    <message>
        <source>Map of the wiring</source>
        <translation>Verkabelungsplan</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>&amp;Bild</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabelle</translation>
    </message>
    <message>
        <source>Picture of the wiring</source>
        <translation>Bild der Verkabelung</translation>
    </message>
    <message>
        <source>The table has the same devices for the keyboard and for screen readers</source>
        <translation>Die Tabelle zeigt dieselben Geräte für Tastatur und Bildschirmleser</translation>
    </message>
    <message>
        <source>Devices of all namespaces</source>
        <translation>Geräte aller Namensräume</translation>
    </message>
    <message>
        <source>Find a device, an address, a process…</source>
        <translation>Gerät, Adresse oder Prozess suchen…</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>F&amp;it</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>&amp;Save picture…</source>
        <translation>Bild &amp;speichern…</translation>
    </message>
    <message>
        <source>Save the picture as SVG or PNG</source>
        <translation>Das Bild als SVG oder PNG speichern</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Find a device</source>
        <translation>Gerät suchen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Close the map</source>
        <translation>Den Plan schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Live · %L1 namespaces · %L2 devices, %L3 up</source>
        <translation>Live · %L1 Namensräume · %L2 Geräte, %L3 aktiv</translation>
    </message>
    <message>
        <source>Show the whole map</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>Übliche Größe</translation>
    </message>
    <message>
        <source>Zoom: %1 %, normal size</source>
        <translation>Zoom: %1 %, übliche Größe</translation>
    </message>
    <message>
        <source>● up   ○ without carrier   □ off   ═ vETH pair   ▪ port of a bridge   ┈ lower device   ┄ tunnel</source>
        <translation>● aktiv   ○ ohne Carrier   □ inaktiv   ═ vETH-Paar   ▪ Port einer Bridge   ┈ liegt auf   ┄ Tunnel</translation>
    </message>
</context>
</TS>
