#include "statistics_window.h"

#include "../background/background.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "flow_page.h"
#include "io_graph_page.h"
#include "result_page.h"
#include "statistics_counter.h"
#include "stream_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace tapscope {
namespace {

struct Variant {
    const char* title; ///< of its tab; empty where a page has one only
    const char* kind;
};
/// How a page shows its results.
enum class View : std::uint8_t { Table, Graph, Stream, Flow };
struct Page {
    const char* title;
    std::array<Variant, 5> variants;
    View view = View::Table;
};
constexpr std::array<Page, 13> pages = {{
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Summary"), {{{"", "summary"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Protocol hierarchy"), {{{"", "io,phs"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Conversations"),
     {{{"Ethernet", "conv,eth"},
       {"IPv4", "conv,ip"},
       {"IPv6", "conv,ipv6"},
       {"TCP", "conv,tcp"},
       {"UDP", "conv,udp"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Endpoints"),
     {{{"Ethernet", "endpoints,eth"},
       {"IPv4", "endpoints,ip"},
       {"IPv6", "endpoints,ipv6"},
       {"TCP", "endpoints,tcp"},
       {"UDP", "endpoints,udp"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "I/O graph"), {}, View::Graph},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Frame lengths"), {{{"", "plen,tree"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "TCP stream"), {}, View::Stream},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Flow"), {}, View::Flow},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Expert information"), {{{"", "expert"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Response times"), {{{"", "srt"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "DNS"), {{{"", "dns,tree"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "HTTP"), {{{"", "http,tree"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "DHCP"), {{{"", "dhcp,stat"}}}},
}};
constexpr int allInterfaces = -1;

const Page& pageAt(int row) {
    return pages[static_cast<std::size_t>(std::max(row, 0))];
}
int rowOf(View view) {
    return static_cast<int>(std::ranges::find(pages, view, &Page::view) - pages.begin());
}

} // namespace

std::optional<quint64> streamOf(const DissectedFrame& frame) {
    const DecoderRegistry& registry = frame.registry();
    for (const FieldValue& value : frame.dissection().fields()) {
        if (value.field != noField && registry.field(value.field).name == "tcp.stream")
            return value.number;
    }
    return std::nullopt;
}

StatisticsWindow::StatisticsWindow(const Theme& theme, QWidget* parent)
    : QWidget(parent, Qt::Window), theme_(theme), counter_(new StatisticsCounter(this)), pages_(new QListWidget),
      variants_(new QTabBar), filter_(new QLineEdit), interfaces_(new QComboBox), stack_(new QStackedWidget),
      table_(new ResultPage), graph_(new IoGraphPage(theme)), stream_(new StreamPage(theme)),
      flow_(new FlowPage(theme)), progress_(new QProgressBar), cancel_(new QPushButton(tr("Cancel"))),
      state_(new QLabel) {
    setWindowTitle(tr("Statistics"));
    setObjectName(QStringLiteral("statistics"));
    resize(980, 580); // fits a screen of 1024 to 640
    layOut();
    for (const Page& page : pages)
        pages_->addItem(tr(page.title));
    connect(pages_, &QListWidget::currentRowChanged, this, &StatisticsWindow::choosePage);
    connect(variants_, &QTabBar::currentChanged, this, &StatisticsWindow::countAnew);
    connect(filter_, &QLineEdit::returnPressed, this, &StatisticsWindow::countAnew);
    connect(interfaces_, &QComboBox::activated, this, &StatisticsWindow::showCounted);
    connect(graph_, &IoGraphPage::changed, this, &StatisticsWindow::countAnew);
    connect(counter_, &StatisticsCounter::counted, this, &StatisticsWindow::showCounted);
    connect(counter_, &StatisticsCounter::progressed, this, &StatisticsWindow::showProgress);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        counter_->cancel();
        progress_->hide();
        cancel_->hide();
        tell(tr("Cancelled: the frames after the counted ones are left out"), false);
    });
    connect(table_, &ResultPage::filterAsked, this, &StatisticsWindow::filterAsked);
    connect(table_, &ResultPage::followAsked, this, &StatisticsWindow::followAsked);
    connect(table_, &ResultPage::frameAsked, this, &StatisticsWindow::frameAsked);
    connect(table_, &ResultPage::streamAsked, this, &StatisticsWindow::showStream);
    connect(graph_, &IoGraphPage::filterAsked, this, &StatisticsWindow::filterAsked);
    connect(stream_, &StreamPage::changed, this, &StatisticsWindow::countAnew);
    connect(stream_, &StreamPage::filterAsked, this, &StatisticsWindow::filterAsked);
    connect(stream_, &StreamPage::frameAsked, this, &StatisticsWindow::frameAsked);
    connect(flow_, &FlowPage::changed, this, &StatisticsWindow::countAnew);
    connect(flow_, &FlowPage::frameAsked, this, &StatisticsWindow::frameAsked);
    pages_->setCurrentRow(0);
}

void StatisticsWindow::layOut() {
    pages_->setObjectName(QStringLiteral("statisticPages"));
    pages_->setAccessibleName(tr("Statistics"));
    pages_->setFixedWidth(170);
    variants_->setObjectName(QStringLiteral("statisticVariants"));
    variants_->setDrawBase(false);
    variants_->setExpanding(false);
    filter_->setObjectName(QStringLiteral("statisticFilter"));
    filter_->setAccessibleName(tr("Count only frames that match this filter"));
    filter_->setPlaceholderText(tr("Count only frames that match this filter, such as ip.addr == 10.9.0.2"));
    Theme::makeFixed(*filter_);
    filter_->setClearButtonEnabled(true);
    interfaces_->setObjectName(QStringLiteral("statisticInterfaces"));
    interfaces_->setAccessibleName(tr("Interface whose frames are counted"));
    interfaces_->setToolTip(tr("A frame that was seen on two devices counts twice when all are counted together"));
    progress_->setTextVisible(false);
    progress_->setMaximumSize(160, 6);
    progress_->hide();
    cancel_->hide();
    state_->setObjectName(QStringLiteral("statisticState"));
    for (QWidget* page : std::initializer_list<QWidget*>{table_, graph_, stream_, flow_}) // as View has them
        stack_->addWidget(page);

    auto* top = new QHBoxLayout;
    top->addWidget(filter_, 1);
    top->addWidget(interfaces_);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(state_, 1);
    bottom->addWidget(progress_);
    bottom->addWidget(cancel_);
    auto* right = new QVBoxLayout;
    right->addLayout(top);
    right->addWidget(variants_);
    right->addWidget(stack_, 1);
    right->addLayout(bottom);
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(8, 8, 8, 8);
    whole->addWidget(pages_);
    whole->addLayout(right, 1);
}

void StatisticsWindow::setListFilter(std::shared_ptr<const FieldFilter> filter) {
    flow_->setListFilter(std::move(filter));
}

void StatisticsWindow::showStream(quint64 stream) {
    stream_->setStream(stream);
    if (pages_->currentRow() == rowOf(View::Stream))
        countAnew();
    else
        pages_->setCurrentRow(rowOf(View::Stream));
}

void StatisticsWindow::showFlow() {
    pages_->setCurrentRow(rowOf(View::Flow));
}

void StatisticsWindow::choosePage() {
    {
        const QSignalBlocker quiet(variants_);
        while (variants_->count() > 0)
            variants_->removeTab(0);
        const Page& page = pageAt(pages_->currentRow());
        for (const Variant& each : page.variants) {
            if (each.kind != nullptr && each.title[0] != '\0')
                variants_->addTab(QString::fromLatin1(each.title));
        }
        constexpr int ipv4 = 1;
        variants_->setCurrentIndex(std::min(ipv4, variants_->count() - 1));
        variants_->setVisible(variants_->count() > 0);
    }
    stack_->setCurrentIndex(static_cast<int>(pageAt(pages_->currentRow()).view));
    countAnew();
}

void StatisticsWindow::setCapture(const ShownCapture& capture) {
    const bool isSame = capture.isDecodedAs(capture_);
    const bool isOther = capture.store != capture_.store;
    capture_ = capture;
    if (isOther) {
        interfaces_->clear();
        fillInterfaces();
    }
    if (!isSame)
        countAnew();
}

void StatisticsWindow::proceed() {
    if (isVisible())
        counter_->proceed();
}

void StatisticsWindow::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!plan_)
        countAnew();
    else
        counter_->proceed();
}

void StatisticsWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

std::vector<ChosenStatistic> StatisticsWindow::chosen() {
    const Page& page = pageAt(pages_->currentRow());
    switch (page.view) {
    case View::Graph:
        return graph_->statistics(kinds_, *capture_.registry);
    case View::Stream:
        return stream_->statistics(kinds_, *capture_.registry);
    case View::Flow:
        return flow_->statistics(kinds_, *capture_.registry);
    case View::Table:
        break;
    }
    const auto variant = static_cast<std::size_t>(std::max(variants_->currentIndex(), 0));
    auto statistic = kinds_.choose(page.variants[variant].kind, *capture_.registry);
    std::vector<ChosenStatistic> all;
    if (statistic)
        all.push_back(std::move(*statistic));
    return all;
}

void StatisticsWindow::countAnew() {
    plan_ = nullptr;
    table_->show({});
    graph_->show({});
    stream_->show({});
    flow_->show({});
    if (!capture_.store || !isVisible()) {
        counter_->start({}, nullptr);
        table_->setPlaceholder(tr("Open a capture or start one: its frames are counted here."));
        tell({}, false);
        return;
    }
    auto filter = FieldFilter::compile(filter_->text().trimmed().toStdString(), *capture_.registry);
    if (!filter) {
        counter_->start({}, nullptr);
        table_->setPlaceholder(tr("The filter is wrong."));
        tell(plainText(filter.error().message), true);
        return;
    }
    table_->setPlaceholder(tr("The frames are being counted."));
    tell({}, false);
    plan_ = std::make_shared<const StatisticsPlan>(
        chosen(), filter->isEmpty() ? nullptr : std::make_shared<const FieldFilter>(std::move(*filter)),
        *capture_.registry, capture_.decodeAs);
    counter_->start(capture_, plan_);
}

void StatisticsWindow::fillInterfaces() {
    const QSignalBlocker quiet(interfaces_);
    if (interfaces_->count() == 0)
        interfaces_->addItem(tr("All interfaces"), allInterfaces);
    if (counter_->count() && capture_.store) {
        for (const std::uint32_t each : counter_->count()->interfaces()) {
            const int number = static_cast<int>(each);
            if (interfaces_->findData(number) >= 0)
                continue;
            QString name = tr("All others");
            if (each < StatisticsCount::mostInterfaces) {
                name = plainText(capture_.store->interface(each).name);
                name = name.isEmpty() ? tr("Interface %1").arg(each) : name;
            }
            interfaces_->addItem(name, number);
        }
    }
    interfaces_->setVisible(interfaces_->count() > 2);
}

void StatisticsWindow::showCounted() {
    fillInterfaces();
    const auto count = counter_->count();
    if (!counter_->isRunning()) {
        progress_->hide();
        cancel_->hide();
    }
    if (!count || !plan_)
        return;
    const std::size_t results = plan_->statistics().size();
    const int interface = interfaces_->currentData().toInt();
    // Putting results in order takes time when there are many rows.
    inBackground(
        this,
        [count, results, interface] {
            std::vector<StatisticResult> all;
            for (std::size_t i = 0; i < results; ++i)
                all.push_back(interface == allInterfaces ? count->result(i)
                                                         : count->result(i, static_cast<std::uint32_t>(interface)));
            return all;
        },
        [this, plan = plan_, request = ++shownRequest_, frames = count->frames()](std::vector<StatisticResult> all) {
            if (plan != plan_ || request != shownRequest_)
                return;
            showResults(std::move(all));
            if (counter_->isRunning())
                return;
            table_->setPlaceholder(tr("The frames contain nothing of this kind."));
            tell(tr("%L1 frame(s) counted", nullptr, pluralOf(frames)).arg(frames), false);
        });
}

void StatisticsWindow::showResults(std::vector<StatisticResult> results) {
    switch (pageAt(pages_->currentRow()).view) {
    case View::Graph:
        return graph_->show(results);
    case View::Stream:
        return stream_->show(std::move(results));
    case View::Flow:
        return flow_->show(std::move(results));
    case View::Table:
        if (!results.empty())
            table_->show(std::move(results.front()));
    }
}

void StatisticsWindow::showProgress(quint64 done, quint64 total) {
    constexpr quint64 worthTelling = 20'000;
    progress_->setVisible(total > worthTelling && done < total);
    cancel_->setVisible(progress_->isVisible());
    progress_->setRange(0, 1000);
    progress_->setValue(static_cast<int>(1000 * done / std::max<quint64>(total, 1)));
    if (done < total)
        tell(tr("Counted %L1 of %L2 frame(s)", nullptr, pluralOf(total)).arg(done).arg(total), false);
}

void StatisticsWindow::tell(const QString& text, bool isTrouble) {
    QPalette palette = state_->palette();
    palette.setColor(QPalette::WindowText, isTrouble ? theme_.colours().error : theme_.colours().muted);
    state_->setPalette(palette);
    state_->setText(text);
}

} // namespace tapscope
