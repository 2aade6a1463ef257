#include "properties_dialog.h"

#include "../comments/comments_page.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "file_text.h"

#include <base/link_type.h>

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

using Lines = std::vector<std::pair<QString, QString>>;

QString timeText(Timestamp time) {
    if (time == noTime)
        return PropertiesDialog::tr("unknown");
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.zzz t"));
}

QTreeWidgetItem* addGroup(QTreeWidget& tree, const QString& title, const Lines& lines) {
    auto* group = new QTreeWidgetItem(&tree, {title});
    for (const auto& [name, value] : lines) {
        auto* line = new QTreeWidgetItem(group, {name, value});
        line->setToolTip(1, value);
    }
    return group;
}

Lines fileLines(const FrameStore& store, const PropertiesDialog::Counts& counts) {
    const QLocale locale;
    const auto size = static_cast<qint64>(store.sizeOnDisk());
    Lines lines = {
        {PropertiesDialog::tr("Name"),
         counts.file.isEmpty() ? PropertiesDialog::tr("not saved: %1").arg(shownPath(store.path())) : counts.file},
        {PropertiesDialog::tr("Size"),
         PropertiesDialog::tr("%1 (%2 byte(s))", nullptr, pluralOf(store.sizeOnDisk()))
             .arg(locale.formattedDataSize(size, 1, QLocale::DataSizeSIFormat), locale.toString(size))}};
    if (const auto parts = store.parts().size(); parts > 1)
        lines.emplace_back(PropertiesDialog::tr("Files"), locale.toString(static_cast<qulonglong>(parts)));
    return lines;
}

Lines timeLines(const FrameStore& store) {
    const FrameNumber first = store.first(), last = store.count();
    if (last < first)
        return {};
    const Timestamp begin = store.entry(first).timestamp(), end = store.entry(last).timestamp();
    Lines lines = {{PropertiesDialog::tr("First frame"), timeText(begin)},
                   {PropertiesDialog::tr("Last frame"), timeText(end)}};
    if (begin == noTime || end == noTime)
        return lines;
    const double seconds = std::chrono::duration<double>(end - begin).count();
    const QLocale locale;
    lines.emplace_back(PropertiesDialog::tr("Elapsed"),
                       PropertiesDialog::tr("%1 s").arg(locale.toString(seconds, 'f', 6)));
    if (seconds > 0)
        lines.emplace_back(PropertiesDialog::tr("Average"),
                           PropertiesDialog::tr("%1 frames/s")
                               .arg(locale.toString(static_cast<double>(last - first + 1) / seconds, 'f', 1)));
    return lines;
}

Lines countLines(const ShownCapture& capture, const PropertiesDialog::Counts& counts) {
    const QLocale locale;
    const auto number = [&](std::uint64_t count) { return locale.toString(static_cast<qulonglong>(count)); };
    return {{PropertiesDialog::tr("Frames"), number(capture.store->count() + 1 - capture.store->first())},
            {PropertiesDialog::tr("Displayed"), number(counts.displayed)},
            {PropertiesDialog::tr("Marked"), number(capture.marked ? capture.marked->size() : 0)},
            {PropertiesDialog::tr("Dropped"),
             counts.dropped ? number(*counts.dropped) : PropertiesDialog::tr("unknown: not captured in this window")}};
}

Lines interfaceLines(const CaptureInterface& each) {
    const QLocale locale;
    Lines lines = {{PropertiesDialog::tr("Link type"), plainText(linkTypeName(each.linkType))},
                   {PropertiesDialog::tr("Snap length"),
                    each.snapLength == 0 ? PropertiesDialog::tr("no limit")
                                         : PropertiesDialog::tr("%1 byte(s)", nullptr, pluralOf(each.snapLength))
                                               .arg(locale.toString(each.snapLength))}};
    const auto addText = [&](const QString& name, const std::string& text) {
        if (!text.empty())
            lines.emplace_back(name, plainText(text));
    };
    addText(PropertiesDialog::tr("Capture filter"), each.filter);
    addText(PropertiesDialog::tr("Description"), each.description);
    addText(PropertiesDialog::tr("Hardware"), each.hardware);
    addText(PropertiesDialog::tr("System"), each.os);
    return lines;
}

QString asText(const QTreeWidget& tree) {
    QString text;
    for (int group = 0; group < tree.topLevelItemCount(); ++group) {
        const auto* top = tree.topLevelItem(group);
        text += top->text(0) + QLatin1Char('\n');
        for (int row = 0; row < top->childCount(); ++row)
            text += QStringLiteral("    %1: %2\n").arg(top->child(row)->text(0), top->child(row)->text(1));
    }
    return text;
}

} // namespace

PropertiesDialog::PropertiesDialog(const ShownCapture& capture, const Counts& counts, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Capture file properties"));
    setObjectName(QStringLiteral("propertiesDialog"));
    resize(640, 480);
    auto* tree = new QTreeWidget;
    tree->setObjectName(QStringLiteral("properties"));
    tree->setAccessibleName(tr("Properties"));
    tree->setHeaderLabels({tr("Property"), tr("Value")});
    addGroup(*tree, tr("File"), fileLines(*capture.store, counts));
    addGroup(*tree, tr("Times"), timeLines(*capture.store));
    addGroup(*tree, tr("Counts"), countLines(capture, counts));
    constexpr std::size_t mostInterfaces = 1000; // in a table for people
    for (std::size_t i = 0; i < std::min(capture.store->interfaceCount(), mostInterfaces); ++i) {
        const CaptureInterface& each = capture.store->interface(i);
        addGroup(*tree,
                 each.name.empty() ? tr("Interface %1").arg(i)
                                   : tr("Interface %1: %2").arg(i).arg(plainText(each.name)),
                 interfaceLines(each));
    }
    tree->expandAll();
    tree->resizeColumnToContents(0);
    auto* buttons = new QDialogButtonBox;
    auto* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false);
    buttons->addButton(tr("C&lose"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    auto* comments = new CommentsPage(capture);
    auto* tabs = new QTabWidget;
    tabs->setObjectName(QStringLiteral("propertyTabs"));
    tabs->setDocumentMode(true);
    tabs->addTab(tree, tr("&Properties"));
    tabs->addTab(comments, tr("C&omments"));
    layout->addWidget(tabs, 1);
    layout->addWidget(buttons);
    connect(copy, &QPushButton::clicked, this,
            [tree, comments] { QApplication::clipboard()->setText(asText(*tree) + comments->text()); });
    connect(comments, &CommentsPage::frameAsked, this, &PropertiesDialog::frameAsked);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace tapscope
