"""Words around Indonesian names: what stands before a name, what is no name, which names are everyday words as well."""

HONORIFICS = frozenset(
    """
    bapak pak ibu bu sdr sdri saudara saudari mas mbak mba kak kakak bang abang mbah nyai kyai kiai gus ning
    ustaz ustadz ustazah ustadzah romo pdt pendeta pastor suster mr mrs ms dr drs dra prof ir h hj kh r rr rm raden
    tuan nyonya nona bli uda uni teh teteh cak opa oma eyang almarhum almarhumah alm apt ns
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
"""Lower case, without the full stop; one or several of them stand before a name."""

NOT_A_NAME = frozenset(
    """
    peserta warga ibu-ibu bapak-bapak anonim anonym anonymous kelompok tim panitia fasilitator narasumber moderator
    notulis pelapor pengamat pencerita korban saksi pengadu teradu tokoh perwakilan wakil utusan anggota pengurus ketua
    sekretaris bendahara kepala camat lurah wali walikota bupati gubernur asisten staf staff pegawai pejabat petugas
    dinas badan bagian biro kantor kecamatan kelurahan desa kampung kota kabupaten provinsi komnas kementerian lembaga
    organisasi yayasan komunitas paguyuban asosiasi forum serikat perkumpulan lbh lsm oms opd pt cv ud koperasi satpol
    polisi polres polda tni hakim jaksa pengacara advokat paralegal pendamping relawan kader guru dosen mahasiswa siswa
    pelajar murid santri nelayan petani buruh pekerja pedagang penjual sopir pengemudi perawat bidan dokter pasien
    pensiunan lansia anak remaja pemuda pemudi perempuan laki-laki lelaki pria wanita orang keluarga suami istri janda
    duda plt plh pj mantan
    penyandang difabel tunanetra tuli penghuni penyewa pemilik pengusaha pelaku usaha seorang seseorang semua
    beberapa banyak para tidak belum nama disamarkan rahasia hak masyarakat rw rt resident participant participants
    group facilitator speaker someone woman man child farmer worker teacher nurse the a an
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
"""A phrase that begins with one of these describes somebody; it is not a personal name."""

EVERYDAY = frozenset(
    """
    abadi adil agama agung ahli akbar alam amal aman amanah anak anggota anugerah arif asli asri bagus bahagia baik
    bakti bangsa bangun barat baru bayu benar bening berkah berkat besar bijak bina bintang buana budaya budi bulan
    bumi bunga cahaya cahya cakra candra cempaka cendana cerah cinta cita citra dahlia damai daya delima dewan dewi
    dharma dini duta embun emas endah fajar fitri gading galih gemilang guna guntur gunung hadi hakim
    harapan hari harta hati hidup hijau hikmah hujan ibu ikhlas ilham ilmu indah indonesia insan intan
    iman jati jaya jelita juang juli juni jujur karya kartika kasih kencana kenanga ketua kirana kota kuasa
    kurnia laksana langit laras laut lestari lima lingga lurus mahkota mandiri maret mawar maya mega melati mentari
    merdeka mitra mulia mulya muda murni mustika mutia mutiara nada nasional negara negeri nilai norma nusa
    nusantara nyata pagi pandu pangan pelita pemuda perdana permata pertiwi pelangi pratama prima purnama
    pusaka puspa putra putri putih rahmat rahayu raja rakyat ramadhan ratu raya rejeki rejo resi restu rezeki rukun
    rumah sakti samudra sari saras satu satria sehat sejahtera sejati selatan selamat sentosa senja seno seri setia
    siti standar sukma suci sukses surya syukur tanah tani taruna teguh teladan terang tiga timur tirta tri tulus
    tunggal umum unggul untung usaha utama utara wahyu warga warna wijaya wira wisata yakin
    berlian bestari asih ayu bagas dian putera islam kristen pancasila merah bahari
    grace joy hope will mark may april june rose faith angel christian bill frank jack rich art
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
"""Names that are everyday words too; alone they are masked only where they stand as a name."""
