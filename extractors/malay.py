"""Everyday words and parts of words that tell Indonesian and Malay apart; `closelanguages` reads them."""

from collections.abc import Sequence

MUCH, LITTLE = 2.0, 0.7  # natural logarithms of odds, about: 7 to 1, and 2 to 1

# Whom an entry speaks for, how much, and the entries.
ENTRIES: Sequence[tuple[str, float, str]] = (
    ("id", MUCH, """
        -itas -itasnya agustus aktivitas- akun- analis anggaran- angkot anjlok antre antrean- aparat- apartemen-
        apotek- bahwa bakteri- bandara bandaranya banget bea_cukai beda bendungan- bensin berbeda berpikir besok
        biaya- bilang bisa bisnis- bupati bus butuh cewek coba cowok cuma danau daring dekade delapan demonstran
        dermaga- desain- desember dibanding dibutuhkan dicoba didanai diduga didukung dievakuasi diimbau
        dijadwalkan dikonfirmasi diperkirakan diresmikan dirilis diselenggarakan disetujui ditilang diunggah
        divonis dokter- dong dosen- dugaan- dukungan- efek ekonom- ekspor energi- enggak eropa evakuasi-
        fasilitas- februari film filmnya gak gedung- gratis gubernur- gue hewan- identitas- ilmuwan- imbau-
        imigrasi- impor infeksi- inggris internasional- investasi- investor- irlandia italia jadwal jaksa-
        jalan_tol jaringan- jelang jembatan- jepang juli jumat jumpa_pers juni kabar kabupaten- kabut_asap
        kaisar kamis kampanye- kanker kantor- kapan kapasitas- kapolda kapolres karena kartu karyawan- kasus-
        keamanan- kebijakan- kebutuhan kecamatan kejaksaan- kejuaraan kelompok- kelurahan kemacetan kemarin
        kementrian kepolisian kereta_cepat kerusakan kesehatan- kesulitan ketemu ketimbang kiper klub- koalisi-
        kok komisi- kompor- komunitas- kondisi- konferensi- konferensi_pers konser konsernya koran- korban-
        korupsi koruptor- kristen kualitas kulkas lahan lansia layanan- lebaran lingkungan- listrik- lo longsor
        lonjakan macet mahasiswa- mahasiswi- majalahnya majelis mantan maret maskapai- maupun medali melonjak
        membutuhkan memperkirakan memungkinkan mencoba mendanai mendesain menduga mendukung mengantre mengekspor
        mengevakuasi menggelar menghadiri mengimbau mengimpor mengonfirmasi mengundurkan mengunggah mengungsi
        menikah menit menyelenggarakan menyetujui meresmikan merilis merusak metode- miliar- mobil mobilnya
        mudik mulanya museum musik- narkoba nasional- nggak ngomong nol nomor obat- ojek- olahraga- oposisi-
        otoritas- pabrik- pajak- panen- partai partainya pascabencana pasien- pasokan- pekan pelaku- pelatih-
        pelayanan- pemikiran pemilu pendanaan peneliti- penelitian- pengacara- pengobatan pengungsi-
        penyelenggara- perampok- perangkat- perawat perbedaan percobaan perekam- pernikahan pers persen
        perusahaan- pikir poin polandia polda polisi polres polusi- ponsel- prancis presentasi- pria prioritas-
        provinsi- proyek- pupuk- rapat razia- rekam- resmi rilis- rumah_sakit rumah_susun rusak saja saldo-
        samudera samudra sanksi- satpam secara_resmi sejumlah selandia senin sepak sepeda sepeda_motor serikat
        setujui seusai siaran_langsung sih silakan sirkuit- siswa- siswi- situs skripsi sopir- sore spanyol
        standar stasiun- swedia swiss tagihan- tanggal telepon- televisi- tentara terdakwa terekam terinfeksi
        terluka ternyata tersangka tersangkanya tewas tim timnas tiongkok toko transportasi- triliun- truk-
        turnamen tutur- uang ujar- unggah- universitas- usai utang utangnya vonis- waduk- wali_kota walikota
        warganya wisata- wisatawan- yaitu yunani"""),
    ("id", LITTLE, """
        -isasi agar anak_anak anggota aparatur ayah babak- badai bahkan berangkat berbagai desa dibangun
        didirikan dikatakan dilakukan dimiliki dimulai dinas- ditemukan grup- harus informasi kelas_satu
        kembali_ke kepala kerja_sama kota kunjungan- lebih_dari lewat mau melakukan membangun memiliki
        memutuskan mendirikan menemukan menewaskan mengatakan mengirim menurut menyebut menyebutkan merenggut
        meski meskipun misalnya mohon_maaf mulai namun orang_tua para pemerintah- pengadilan pengusaha- rencana-
        rumah_warga saat sebelumnya sedangkan sekitar sering setelah siang sudah sulit tapi tentang terjadi
        terkait tersebut turun_tangan wabah- wakil warga"""),
    ("ms", MUCH, """
        -aliti -biliti -ersiti -iviti -ntiti -oriti -siliti -syen -uniti -uriti ahad ahli_parlimen akaun-
        aktiviti- amerika_syarikat antarabangsa apabila askar- atlet_negara autoriti- bagi_tempoh baharu bahawa
        bajet- bandaraya banjir_kilat bantuan_kewangan barah barangan- bas basikal baucar- bekalan- berbanding
        berbeza- berfikir berhimpun berikutan berkahwin berkempen berlepas berniaga berpindah_ke bersara beza
        biasiswa- bilion bola_sepak bomba buat_masa catatkan cecah cikgu- cuba cukai- cuti_umum dadah dekad
        dewan_rakyat dewan_undangan dibina dicuba dihantar dijadualkan dijamin_bon dijangka- dijangkiti dijumpai
        dilaporkan_berkata diluluskan dimaklumkan dinaik_taraf dipamerkan dipindahkan_ke dirakam dirasmikan
        direkodkan direman dirogol disabitkan disahkan disember disiasat diskaun- ditubuhkan ekoran eksport
        elektrik empangan- eropah fakulti- fasiliti- fikir filem- gabenor- gaji_minimum haiwan- hantar
        hantaran_di hospital- iaitu ialah ibu_pejabat identiti- ikat_jamin imigresen import infrastruktur_asas
        inggeris isnin itali jadual- jambatan- jangkitan- jawatan- jawatankuasa- jelasnya_lagi jepun jerebu
        jiran- julai jumaat jurulatih- jururawat juruterbang- justeru kaedah- kahwin kakitangan kanak kanser
        kapal_terbang kapasiti- katanya_lagi kaunter- kebajikan- kecederaan kedai- keengganan kejohanan- kelab-
        kemalangan kempen- kerana kerjaya- kerosakan kes kesemua- kesesakan- kesihatan- kesnya ketenteraan
        ketua_menteri kewangan- khabar khamis kilang kompaun- komuniti- konsert- kos_sara kristian kualiti-
        kurang_upaya laman_web lapan lapangan_terbang lawatan- lebih_daripada lebuh lebuh_raya lebuhraya lori-
        maharaja mahu mahukan mahupun majikan- majlis- majoriti- maklumat- maktab- manakala mangsa mangsa_banjir
        matlamat- melabur melancarkan_kempen melancong melawat meluluskan memaklumkan memaklumkan_perkara
        memandangkan membabitkan memberitahu membolehkan mempamerkan menaik_taraf menambah_baik mencatatkan
        mencecah mencuba menerusi mengandungi mengeksport mengesahkan menghantar mengimport mengundi menguruskan
        menjangkiti menjaringkan menjejaskan menjumpai menteri_besar menteri_kewangan menubuhkan menurutnya_lagi
        menyelamat menyiasat menyokong merakam merangkumi merasmi merasmikan merasuah merekodkan merompak
        merosakkan mesyuarat- minit minoriti- motosikal- mukim- muzik- muzium- naik_taraf nombor ogos
        operasi_menyelamat orang_ramai pangsapuri- paras_air parlimen- parti partinya pasar_raya pasaraya-
        pasukan_penyelamat pegawai_penyiasat peguam- pelabur- pelakon- pelancaran- pelancong- pelbagai pemandu-
        pembangkang pemikir penambahbaikan- pencen- pendakwa- penderma- penerbangan_terus pengangkutan-
        pengarah- pengerusi- pengundi pengurusan- peniaga- penjaring- penjawat- pensyarah- penubuhan penunggang-
        penyelidik- penyelidikan- penyokong- peperiksaan- perancis peranti- perasmian perasmiannya peratus-
        perbendaharaan- perbezaan percubaan percutian- perisian- perkahwinan perkara_berkenaan perkhidmatan-
        perkhidmatan_awam perniagaan- perompak- persaraan- persekitaran- pertubuhan- perubatan peruncit-
        pesakit- pesara- petang petrol pihaknya_juga pilihan_raya pingat- pinggir_bandar plaza_tol polis
        prioriti- projek- pusat_bandar pusat_pemindahan rakam rakaman- rakan- rakyat_malaysia rasmi rasuah
        rekod- reman resit- rogol rompak- rosak rumah_pangsa runcit- sabitan- sahaja saintis- sama_ada sebat-
        sebelum_ini sebutan_semula sekiranya sekolah_rendah seksyen- sektor_awam sekuriti- selepas semasa
        sempadan- sempena sepanyol separuh_masa serta_merta setakat setiausaha- siasatan sidang_media sifar sila
        simptom- sokongan- stesen- subseksyen- sukan sukan_sea sungguhpun suspek susulan_kejadian syarikat-
        tadika takungan- taman_perumahan tanah_runtuh tarikh tasik teksi telefon- televisyen tempatan tempoh
        tentera- terbabit terbaharu tertuduh timbalan- timbalan_pendakwa tingkatan_lima trilion tular tular_di
        tularnya ubat- ujarnya_lagi undi undian universiti- usahawan- video_tular wabak- wang warga_emas yuran-"""),
    ("ms", LITTLE, """
        amat antaranya bagaimanapun bagi bandar bapa bekas beliau berhubung berkaitan berkata berkenaan berlaku
        bermula berumur boleh bot cedera contohnya dagangan daripada di_hadapan di_sini dianggarkan didakwa
        dikenali dikesan dipercayai doktor esok hendak hutang justeru_itu kajian kata katanya kawasan-
        kebangsaan kebanyakan kejadian_itu kemudahan- kerajaan- kerap kereta kerjasama kesan ketika_ini kos
        kumpulan- laman lelaki lepas mac mahkamah malah malam_tadi masa membina mempunyai mendapati mengenai
        mengesan mengikut meningkat_kepada menteri_itu mesti mohon_orang naik_kepada oleh_itu pada_masa
        pagi_tadi pasaran- pasukan- pekerja- pelajar- pelan pembinaan peminat- penduduk_kampung perlawanan-
        perlu petang_tadi pihak ramai rancangan- ribut sebarang sehingga semalam seorang_lelaki seorang_wanita
        separuh sewaktu standard sukar supaya susulan terpaksa_berpindah tiada turut walaupun"""),
)  # fmt: skip
