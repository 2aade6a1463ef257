<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>tapscope</name>
    <message numerus="yes">
        <source>Wrote %L1 byte(s) to %2</source>
        <translation>
            <numerusform>Wrote %L1 byte to %2</numerusform>
            <numerusform>Wrote %L1 bytes to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureFiles</name>
    <message numerus="yes">
        <source>%L1 frame(s) were saved to %2.</source>
        <translation>
            <numerusform>%L1 frame was saved to %2.</numerusform>
            <numerusform>%L1 frames were saved to %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %L1 frame(s) to %2</source>
        <translation>
            <numerusform>Saved %L1 frame to %2</numerusform>
            <numerusform>Saved %L1 frames to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureOptionsDialog</name>
    <message numerus="yes">
        <source> byte(s)</source>
        <translation>
            <numerusform> byte</numerusform>
            <numerusform> bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> second(s)</source>
        <translation>
            <numerusform> second</numerusform>
            <numerusform> seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> frame(s)</source>
        <translation>
            <numerusform> frame</numerusform>
            <numerusform> frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> file(s)</source>
        <translation>
            <numerusform> file</numerusform>
            <numerusform> files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::CaptureSession</name>
    <message numerus="yes">
        <source>%L1 frame(s) are not in the recording: the disk did not keep up</source>
        <translation>
            <numerusform>%L1 frame is not in the recording: the disk did not keep up</numerusform>
            <numerusform>%L1 frames are not in the recording: the disk did not keep up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opened %1: %L2 frame(s)</source>
        <translation>
            <numerusform>Opened %1: %L2 frame</numerusform>
            <numerusform>Opened %1: %L2 frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Capture of %1 stopped: %2 frame(s), %3 dropped</source>
        <translation>
            <numerusform>Capture of %1 stopped: %2 frame, %3 dropped</numerusform>
            <numerusform>Capture of %1 stopped: %2 frames, %3 dropped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::CommentActions</name>
    <message numerus="yes">
        <source>Comment on %L1 frame(s)</source>
        <translation>
            <numerusform>Comment on %L1 frame</numerusform>
            <numerusform>Comment on %L1 frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::CommentDialog</name>
    <message numerus="yes">
        <source>%L1 byte(s) too many</source>
        <translation>
            <numerusform>%L1 byte too many</numerusform>
            <numerusform>%L1 bytes too many</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::CommentsPage</name>
    <message numerus="yes">
        <source>%L1 frame(s) have comments</source>
        <translation>
            <numerusform>%L1 frame has comments</numerusform>
            <numerusform>%L1 frames have comments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::DeviceEditor</name>
    <message numerus="yes">
        <source>several, %n open</source>
        <translation>
            <numerusform>several, %n open</numerusform>
            <numerusform>several, %n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::DeviceListModel</name>
    <message numerus="yes">
        <source>%L1 frame(s)/s</source>
        <translation>
            <numerusform>%L1 frame/s</numerusform>
            <numerusform>%L1 frames/s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queue(s) open</source>
        <translation>
            <numerusform>%n queue open</numerusform>
            <numerusform>%n queues open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::FollowDialog</name>
    <message numerus="yes">
        <source>%L1 frame(s)</source>
        <translation>
            <numerusform>%L1 frame</numerusform>
            <numerusform>%L1 frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 byte(s)</source>
        <translation>
            <numerusform>%L1 byte</numerusform>
            <numerusform>%L1 bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>
[%L1 byte(s) are missing in the capture]
</source>
        <translation>
            <numerusform>
[%L1 byte is missing in the capture]
</numerusform>
            <numerusform>
[%L1 bytes are missing in the capture]
</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::FramePane</name>
    <message numerus="yes">
        <source>%1 · byte %2 · %L3 byte(s)</source>
        <translation>
            <numerusform>%1 · byte %2 · %L3 byte</numerusform>
            <numerusform>%1 · byte %2 · %L3 bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%L2 byte(s))</source>
        <translation>
            <numerusform>%1 (%L2 byte)</numerusform>
            <numerusform>%1 (%L2 bytes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::ImportDialog</name>
    <message numerus="yes">
        <source>%L1 frame(s)</source>
        <translation>
            <numerusform>%L1 frame</numerusform>
            <numerusform>%L1 frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 byte(s)</source>
        <translation>
            <numerusform>%L1 byte</numerusform>
            <numerusform>%L1 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::InjectPanel</name>
    <message numerus="yes">
        <source>%1 stopped on %2: %3 frame(s) sent, %4 failed</source>
        <translation>
            <numerusform>%1 stopped on %2: %3 frame sent, %4 failed</numerusform>
            <numerusform>%1 stopped on %2: %3 frames sent, %4 failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 stopped between %2 and %3: %4 frame(s) sent, %5 failed</source>
        <translation>
            <numerusform>%1 stopped between %2 and %3: %4 frame sent, %5 failed</numerusform>
            <numerusform>%1 stopped between %2 and %3: %4 frames sent, %5 failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::IoGraph</name>
    <message numerus="yes">
        <source>%1: %L2 interval(s) of %L3 s, at most %4 (%5)</source>
        <translation>
            <numerusform>%1: %L2 interval of %L3 s, at most %4 (%5)</numerusform>
            <numerusform>%1: %L2 intervals of %L3 s, at most %4 (%5)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::LeaveQuestion</name>
    <message numerus="yes">
        <source>%L1 captured frame(s) are not saved.</source>
        <translation>
            <numerusform>%L1 captured frame is not saved.</numerusform>
            <numerusform>%L1 captured frames are not saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %L1 frame(s) are in %2 and stay there.</source>
        <translation>
            <numerusform>Its %L1 frame is in %2 and stays there.</numerusform>
            <numerusform>Its %L1 frames are in %2 and stay there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::MergeDialog</name>
    <message numerus="yes">
        <source>Merging: %L1 frame(s)</source>
        <translation>
            <numerusform>Merging: %L1 frame</numerusform>
            <numerusform>Merging: %L1 frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 block(s) without a frame were left out: they do not fit into one section</source>
        <translation>
            <numerusform>%L1 block without a frame was left out: it does not fit into one section</numerusform>
            <numerusform>%L1 blocks without a frame were left out: they do not fit into one section</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::ObjectListModel</name>
    <message numerus="yes">
        <source>%L1 byte(s)</source>
        <translation>
            <numerusform>%L1 byte</numerusform>
            <numerusform>%L1 bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 byte(s), incomplete</source>
        <translation>
            <numerusform>%L1 byte, incomplete</numerusform>
            <numerusform>%L1 bytes, incomplete</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::ObjectsDialog</name>
    <message numerus="yes">
        <source>%L1 object(s)</source>
        <translation>
            <numerusform>%L1 object</numerusform>
            <numerusform>%L1 objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %L1 file(s) to %2</source>
        <translation>
            <numerusform>Wrote %L1 file to %2</numerusform>
            <numerusform>Wrote %L1 files to %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 more were left out: all objects together may have 1 GiB</source>
        <translation>
            <numerusform>%L1 more was left out: all objects together may have 1 GiB</numerusform>
            <numerusform>%L1 more were left out: all objects together may have 1 GiB</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::PlotView</name>
    <message numerus="yes">
        <source>%1: %L2 point(s)</source>
        <translation>
            <numerusform>%1: %L2 point</numerusform>
            <numerusform>%1: %L2 points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::PrintDialog</name>
    <message numerus="yes">
        <source>The %L1 displayed frame(s)</source>
        <translation>
            <numerusform>The %L1 displayed frame</numerusform>
            <numerusform>The %L1 displayed frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 selected frame(s)</source>
        <translation>
            <numerusform>The %L1 selected frame</numerusform>
            <numerusform>The %L1 selected frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 marked frame(s)</source>
        <translation>
            <numerusform>The %L1 marked frame</numerusform>
            <numerusform>The %L1 marked frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Printed %L1 page(s)</source>
        <translation>
            <numerusform>Printed %L1 page</numerusform>
            <numerusform>Printed %L1 pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::PropertiesDialog</name>
    <message numerus="yes">
        <source>%1 (%2 byte(s))</source>
        <translation>
            <numerusform>%1 (%2 byte)</numerusform>
            <numerusform>%1 (%2 bytes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::ProtocolModel</name>
    <message numerus="yes">
        <source>protocol, %n field(s)</source>
        <translation>
            <numerusform>protocol, %n field</numerusform>
            <numerusform>protocol, %n fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::ProtocolsDialog</name>
    <message numerus="yes">
        <source>%n protocol(s) found</source>
        <translation>
            <numerusform>%n protocol found</numerusform>
            <numerusform>%n protocols found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::RecoveryBar</name>
    <message numerus="yes">
        <source>%L1 capture(s) were left when TapScope ended before they were saved.</source>
        <translation>
            <numerusform>%L1 capture was left when TapScope ended before it was saved.</numerusform>
            <numerusform>%L1 captures were left when TapScope ended before they were saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::SaveDialog</name>
    <message numerus="yes">
        <source>All %L1 frame(s)</source>
        <translation>
            <numerusform>The %L1 frame</numerusform>
            <numerusform>All %L1 frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 displayed frame(s)</source>
        <translation>
            <numerusform>The %L1 displayed frame</numerusform>
            <numerusform>The %L1 displayed frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 selected frame(s)</source>
        <translation>
            <numerusform>The %L1 selected frame</numerusform>
            <numerusform>The %L1 selected frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %L1 marked frame(s)</source>
        <translation>
            <numerusform>The %L1 marked frame</numerusform>
            <numerusform>The %L1 marked frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::SeverityDot</name>
    <message numerus="yes">
        <source>Expert information: nothing stands out in %L1 frame(s)</source>
        <translation>
            <numerusform>Expert information: nothing stands out in %L1 frame</numerusform>
            <numerusform>Expert information: nothing stands out in %L1 frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expert information. The worst finding in %L1 frame(s) is in frame %L2: %3</source>
        <translation>
            <numerusform>Expert information. The worst finding in %L1 frame is in frame %L2: %3</numerusform>
            <numerusform>Expert information. The worst finding in %L1 frames is in frame %L2: %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::StatisticsWindow</name>
    <message numerus="yes">
        <source>%L1 frame(s) counted</source>
        <translation>
            <numerusform>%L1 frame counted</numerusform>
            <numerusform>%L1 frames counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Counted %L1 of %L2 frame(s)</source>
        <translation>
            <numerusform>Counted %L1 of %L2 frame</numerusform>
            <numerusform>Counted %L1 of %L2 frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::StatusStrip</name>
    <message numerus="yes">
        <source>Stopping… %Ln frame(s) are still to be written</source>
        <translation>
            <numerusform>Stopping… %Ln frame is still to be written</numerusform>
            <numerusform>Stopping… %Ln frames are still to be written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::TimeShiftDialog</name>
    <message numerus="yes">
        <source>%L1 frame(s) kept their times: they have none, or a file cannot store the new ones</source>
        <translation>
            <numerusform>%L1 frame kept its time: it has none, or a file cannot store the new one</numerusform>
            <numerusform>%L1 frames kept their times: they have none, or a file cannot store the new ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::WiringDetails</name>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::WiringScene</name>
    <message numerus="yes">
        <source>%n device(s), this window&apos;s</source>
        <translation>
            <numerusform>%n device, this window&apos;s</numerusform>
            <numerusform>%n devices, this window&apos;s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tapscope::WiringWindow</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
</TS>
