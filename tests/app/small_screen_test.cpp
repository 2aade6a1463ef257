#include "window_driver.h"

#include <app/filter/filter_bar.h>
#include <app/frames/list_header.h>
#include <support/private_network.h>

#include <QMenu>
#include <QScreen>

using namespace tapscope;
using namespace tapscope::test;

/// Windows and dialogs on a small screen: nothing of them is out of reach.
class SmallScreenTest : public QObject, private WindowDriver {
    Q_OBJECT

    static QStringList dialogs() {
        return {"newDevice",
                "options",
                "saveAs",
                "decodeAs",
                "colouring",
                "protocols",
                "plugins",
                "shortcuts",
                "preferences",
                "import",
                "recover",
                "frameWindow",
                "moveDevice",
                "properties",
                "enabledProtocols",
                "goTo",
                "exportBytes",
                "followStream",
                "statistics",
                "streamGraph",
                "flowGraph",
                "wiring",
                "addComment",
                "editComments",
                "fileComments",
                "about",
                "manual",
                "networkOfProcess",
                "runProgram",
                "newProfile",
                "copyProfile",
                "importProfile",
                "addColumn",
                "addFilterButton",
                "open",
                "merge",
                "timeShift",
                "exportObjects",
                "fieldReference",
                "colourValue",
                "destroyDevice",
                "print",
                "remote"};
    }
private slots:
    void initTestCase() { prepare(); }
    void init() {
        QSettings().clear();
        openWindow();
    }
    void cleanup() {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            if (qobject_cast<QDialog*>(each) != nullptr)
                each->close();
        }
        closeWindow();
    }

    /// What a window manager would cut off first is the status strip, and the buttons of dialogs.
    void noWindowIsLargerThanTheScreen() {
        const QSize screen = window_->screen()->availableSize();
        QDialog dialog(window_.get());
        dialog.resize(5000, 5000);
        dialog.show();
        window_->hide();
        window_->resize(5000, 5000);
        window_->show();
        for (const QWidget* each : std::initializer_list<const QWidget*>{&dialog, window_.get()}) {
            QVERIFY(each->width() <= screen.width() && each->height() <= screen.height() - 40);
            QVERIFY(each->height() > 400);
        }
    }

    /// An action with an ellipsis opens a dialog, but for "find" and "injectFrame", which open a bar and fill the
    /// Inject pane. "exportKeys" needs a capture with keys, and opens the same dialog as "exportBytes".
    void eachDialogIsTriedOnASmallScreen() {
        const QStringList tried = dialogs() + QStringList{"find", "injectFrame", "exportKeys"};
        int opening = 0;
        for (const QAction* action : window_->actions() + find<QListView>("deviceList")->actions()) {
            if (!action->text().endsWith(QChar(0x2026)))
                continue;
            ++opening;
            QVERIFY2(tried.contains(action->objectName()), qPrintable(action->objectName()));
        }
        QVERIFY(opening > 30);
    }

    void dialogsFitASmallScreen_data() {
        QTest::addColumn<QByteArray>("action");
        for (const QString& action : dialogs())
            QTest::newRow(qPrintable(action)) << action.toLatin1();
    }
    void dialogsFitASmallScreen() {
        QFETCH(const QByteArray, action);
        if (action == "moveDevice" || action == "destroyDevice")
            createTap("small0");
        if (action == "followStream" || action == "streamGraph")
            open("stream-tcp.pcap");
        else
            open("ping.pcapng");
        find<QListView>("deviceList")->setFocus();
        emit find<QMenu>("profileMenu")->aboutToShow(); // is filled then
        if (action == "addFilterButton")
            find<FilterBar>("filterBar")->setText("frame");
        auto* header = list()->header();
        if (action == "addColumn")
            emit header->addAsked();
        else
            trigger(action.constData());
        QWidget* shown = nullptr;
        QTRY_VERIFY([&] {
            for (QWidget* each : QApplication::topLevelWidgets()) {
                if (each->isVisible() && each != window_.get() && each->windowType() != Qt::ToolTip)
                    shown = each;
            }
            return shown != nullptr;
        }());
        for (const auto* button : shown->findChildren<QPushButton*>()) {
            const QRect place(button->mapTo(shown, QPoint()), button->size());
            if (button->isVisible())
                QVERIFY2(shown->rect().contains(place), qPrintable(button->text()));
        }
        constexpr int width = 960, height = 600, frame = 40; // pixels
        QVERIFY2(
            shown->minimumSizeHint().width() <= width && shown->minimumSizeHint().height() <= height - frame,
            qPrintable(QString("%1x%2").arg(shown->minimumSizeHint().width()).arg(shown->minimumSizeHint().height())));
        QVERIFY2(shown->width() <= width && shown->height() <= height - frame,
                 qPrintable(QString("%1x%2").arg(shown->width()).arg(shown->height())));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    SmallScreenTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "small_screen_test.moc"
